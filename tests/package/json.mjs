// The strict reader against JSON.parse: on generated and hostile texts, on texts and bytes, whole and across the border
// between two buffers of the module.
// @run JSON; core
import { isUtf8 } from 'node:buffer'
import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { isError, ok, same } from '../suite/expect.mjs'
import { Tally } from '../suite/tally.mjs'
import { amount } from '../runner/amount.mjs'
import { library } from './installed.mjs'
import { expectedEvent, strictObject } from './json-oracle.mjs'
import { document, documentBytes } from './json-texts.mjs'
import { straddling } from './chunk-boundaries.mjs'

/** @import { Arbitrary } from 'fast-check' */

const DOCUMENTS = amount(6000, 110_000)
const SEED = 20_260_102
const { parseUnverifiedEvent, WebhookError } = library
const counts = { 'documents': 0, 'accepted': 0, 'refused': 0, 'not UTF-8': 0, 'parsed, yet refused': 0 }

/**
 * The text as a reader must take it: no byte is skipped or replaced.
 * @param {string | Buffer} body
 */
const textOf = (body) =>
  typeof body === 'string' ? body : isUtf8(body) ? new TextDecoder('utf-8', { ignoreBOM: true }).decode(body) : undefined

/** @param {string | Buffer} body */
function agree(body) {
  const text = textOf(body)
  const payload = text === undefined ? undefined : strictObject(text)
  count(text, payload)
  let event
  try {
    event = parseUnverifiedEvent(body)
  } catch (caught) {
    const error = /** @type {InstanceType<typeof WebhookError>} */ (caught)
    isError(error, WebhookError)
    same(error.code, 'malformed_payload', 'code')
    return ok(payload === undefined, `refused: ${error.message}`)
  }
  ok(payload !== undefined, 'accepted')
  ok(isDeepStrictEqual(event, expectedEvent(payload)), 'another event than expected')
}

/**
 * @param {string | undefined} text
 * @param {object | undefined} payload
 */
function count(text, payload) {
  counts.documents++
  counts[payload === undefined ? 'refused' : 'accepted']++
  if (text === undefined) counts['not UTF-8']++
  else if (payload === undefined) counts['parsed, yet refused'] += Number(parses(text))
}

/** @param {string} text */
function parses(text) {
  try {
    return JSON.parse(text)?.constructor !== Array
  } catch {
    return false
  }
}

/**
 * @param {Arbitrary<string | Buffer>} generated
 * @param {number} seed
 */
function differences(generated, seed) {
  try {
    fc.assert(fc.property(generated, agree), { seed, numRuns: DOCUMENTS })
    return []
  } catch (error) {
    const { cause, message } = /** @type {Error & { cause?: Error }} */ (error)
    return [`${cause?.message} ${message}`]
  }
}

const tally = new Tally()
/** @type {[name: string, generated: Arbitrary<string | Buffer>, seed: number][]} */
const KINDS = [
  ['texts', document, SEED],
  ['bytes', documentBytes, SEED + 1]
]
for (const [name, generated, seed] of KINDS) {
  const before = counts.documents
  const found = differences(generated, seed)
  tally.add(`generated ${name}, seed ${seed}: ${found.length} differences from JSON.parse`, counts.documents - before, found)
}
console.log(
  `  ${Object.entries(counts)
    .map(([name, number]) => `${name} ${number}`)
    .join(', ')}`
)
await tally.group('every kind was generated often', Object.keys(counts), (name) =>
  ok(counts[/** @type {keyof typeof counts} */ (name)] >= DOCUMENTS / 40, `${counts[/** @type {keyof typeof counts} */ (name)]} times only`)
)
await tally.group('pieces across the border between two buffers', straddling(), ({ body }) => agree(body))
await tally.group('Object.prototype is as it was', ['polluted', 'a', 'event', 'data', 'id'], (name) => same({}[name], undefined, name))
if (!tally.end()) process.exitCode = 1
