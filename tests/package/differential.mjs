// The package against the guide's snippet: the same answer to every generated delivery, but for the differences in
// differences.mjs. `node differential.mjs <folder> <half>`; each half has seeds of its own.
// @run differential, first half; args: 1; core
// @run differential, second half; args: 2; core
import { isUtf8 } from 'node:buffer'
import fc from 'fast-check'
import { ok, present, same } from '../suite/expect.mjs'
import { Tally } from '../suite/tally.mjs'
import { amount } from '../runner/amount.mjs'
import { body, secret, signature, SIGNATURES, time, view, VIEWS } from './arbitraries.mjs'
import { DIFFERENCES } from './differences.mjs'
import { guideVerify, sign } from './guide.mjs'
import { library } from './installed.mjs'

const DELIVERIES = amount(25_000, 510_000)
const SEED = 20_260_101 + Number(process.argv[3])
const { signWebhook, verifyWebhook } = library

const COUNTED = ['deliveries', 'genuine', 'the snippet throws', 'not UTF-8', 'over 64 KiB', ...Object.keys(SIGNATURES)]
const counts = new Map(COUNTED.map((name) => [name, 0]))
/** @param {string} name */
const count = (name, by = 1) => counts.set(name, present(counts.get(name), name) + by)

/** @param {string | Buffer} raw
 * @param {string} shape
 * @param {any} at
 * @param {any} key
 * @param {[string, number, string]} change */
function agree(raw, shape, at, key, [kind, place, character]) {
  const isText = typeof raw === 'string'
  // The snippet would decode these; bytes are hashed as they come.
  const asTheyCame = !isText && !isUtf8(raw)
  const right = sign(isText || asTheyCame ? raw : `${raw}`, at, key)
  const claimed = SIGNATURES[/** @type {keyof typeof SIGNATURES} */ (kind)](right, place, character)
  const given = isText ? raw : VIEWS[shape]?.(raw)
  const expected = asTheyCame ? claimed === right : answer(/** @type {string} */ (raw), at, claimed, key)
  countDelivery(kind, expected, asTheyCame, raw.length)
  same(verifyWebhook(given, at, claimed, key), expected, 'verifyWebhook')
  same(signWebhook(given, at, key), right, 'signWebhook')
}

/**
 * The snippet's; where it throws for a signature of another length, false is meant.
 * @param {Parameters<typeof guideVerify>} delivery
 */
function answer(...delivery) {
  try {
    return guideVerify(...delivery)
  } catch (error) {
    same(/** @type {NodeJS.ErrnoException} */ (error).code, 'ERR_CRYPTO_TIMING_SAFE_EQUAL_LENGTH', 'the error of the snippet')
    count('the snippet throws')
    return false
  }
}

/**
 * @param {string} kind
 * @param {boolean} genuine
 * @param {boolean} asTheyCame
 * @param {number} length
 */
function countDelivery(kind, genuine, asTheyCame, length) {
  count('deliveries')
  count(kind)
  count('genuine', Number(genuine))
  count('not UTF-8', Number(asTheyCame))
  count('over 64 KiB', Number(length > 65_536))
}

function differences() {
  try {
    fc.assert(fc.property(body, view, time, secret, signature, agree), { seed: SEED, numRuns: DELIVERIES })
    return []
  } catch (error) {
    // First why, then the long counterexample.
    const { cause, message } = /** @type {Error & { cause?: Error }} */ (error)
    return [`${cause?.message} ${message}`]
  }
}

const tally = new Tally()
const found = differences()
tally.add(`generated deliveries, seed ${SEED}: ${found.length} differences from the snippet`, counts.get('deliveries') ?? 0, found)
console.log(`  ${[...counts].map(([name, number]) => `${name} ${number}`).join(', ')}`)
// Generators that never make a thing prove nothing about it.
await tally.group('every kind was generated often', counts, ([, number]) => ok(number >= DELIVERIES / 1000, `${number} times only`))
await tally.group('intended differences', DIFFERENCES, ({ guide, ours }) => {
  guide(guideVerify)
  ours(library)
})
if (!tally.end()) process.exitCode = 1
