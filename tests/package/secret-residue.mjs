// Residue of a secret in the module's whole memory after each call: the key itself, the key as HMAC pads it, and
// the hashed states that are as good as the key. All in both orders of the bytes of a word.
// @run secret residue; core
import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { present, same } from '../suite/expect.mjs'
import { Tally } from '../suite/tally.mjs'
import { amount } from '../runner/amount.mjs'
import { delivery, now, sign, TIME } from './guide.mjs'
import { firstState } from './sha256.mjs'
import { made } from './watch.mjs'

/** @import { TestedVerifier } from '../suite/cases.d.ts' */

/** @typedef {[name: string, bytes: Buffer]} Trace */

const SECRETS = amount(250, 1000)
const SEED = 20_260_103
const LEAST = 16
const { library } = await import('./installed.mjs')
const { signWebhook, verifyWebhook, WebhookVerifier } = library

/**
 * @param {Uint8Array} bytes
 * @param {number} mask
 */
const xor = (bytes, mask) => Buffer.from(bytes.map((byte) => byte ^ mask))
/**
 * @param {Uint8Array} bytes
 * @param {number} length
 */
const padded = (bytes, length) => Buffer.concat([bytes, Buffer.alloc(length - bytes.length)])
/** @param {Uint8Array} bytes */
const swapped = (bytes) => padded(bytes, Math.ceil(bytes.length / 4) * 4).swap32()
/** @param {Buffer} block */
const stateOf = (block) => Buffer.from(Uint32Array.from(firstState(block)).buffer)

/**
 * The bytes that must not be found, by name.
 * @param {Buffer} secret
 * @returns {Trace[]}
 */
function tracesOf(secret) {
  const key = secret.length > 64 ? createHash('sha256').update(secret).digest() : secret
  const block = padded(key, 64)
  const plain = {
    'the secret': secret,
    'the key': key,
    'the inner pad': xor(key, 0x36),
    'the outer pad': xor(key, 0x5c),
    'the inner state': stateOf(xor(block, 0x36)),
    'the outer state': stateOf(xor(block, 0x5c))
  }
  return Object.entries(plain).flatMap(
    ([name, bytes]) =>
      /** @type {Trace[]} */ ([
        [name, bytes],
        [name, swapped(bytes)]
      ])
  )
}

const BLANK = Buffer.alloc(1024)

/** The parts of all memories that are not zero, one after the other. */
function written() {
  const pages = []
  for (const { instance } of made) {
    const memory = Buffer.from(instance.exports.memory.buffer)
    for (let at = 0; at < memory.length; at += BLANK.length) {
      const page = memory.subarray(at, at + BLANK.length)
      if (!page.equals(BLANK)) pages.push(page)
    }
  }
  return Buffer.concat(pages)
}

/**
 * Whether 16 bytes or more of `trace` are together in `memory`. Eight at a time are looked up, then their
 * surroundings.
 * @param {Buffer} memory
 * @param {Buffer} trace
 */
function stands(memory, trace) {
  for (let at = 0; at + 8 <= trace.length; at += 8) {
    const needle = trace.subarray(at, at + 8)
    for (let found = memory.indexOf(needle); found >= 0; found = memory.indexOf(needle, found + 1)) {
      let [from, to] = [0, 8]
      while (at + from > 0 && memory[found + from - 1] === trace[at + from - 1]) from--
      while (at + to < trace.length && memory[found + to] === trace[at + to]) to++
      if (to - from >= LEAST) return true
    }
  }
  return false
}

/**
 * The names of the traces that are left.
 * @param {Trace[]} traces
 */
function found(traces) {
  const memory = written()
  return [...new Set(traces.filter(([, trace]) => stands(memory, trace)).map(([name]) => name))]
}

const STATES = ['the inner state', 'the outer state']
const body = '{"event":"job.completed"}'
/** @param {string | Buffer} secret */
const verified = (secret) => sign(body, TIME, secret)
/** @type {{ verifier?: TestedVerifier }} */
const live = {}

/**
 * In this order; what a live secret leaves is its two hashed states, nothing that is simpler to use.
 * @type {Record<string, { run: (secret: Buffer) => unknown, leaves: string[] }>}
 */
const STEPS = {
  'new WebhookVerifier': {
    run: (secret) => (live.verifier = new WebhookVerifier({ secrets: secret, now })),
    leaves: STATES
  },
  'verify': { run: (secret) => live.verifier?.verify(delivery(secret, body)), leaves: STATES },
  'verify, forged': { run: () => live.verifier?.safeVerify(delivery('another', body)), leaves: STATES },
  'verify, 200 KB': {
    run: (secret) => live.verifier?.safeVerify(delivery(secret, 'x'.repeat(200_000))),
    leaves: STATES
  },
  'dispose': { run: () => live.verifier?.dispose(), leaves: [] },
  'verifyWebhook, bytes': { run: (secret) => verifyWebhook(body, TIME, verified(secret), secret), leaves: [] },
  'verifyWebhook, bytes, no signature': { run: (secret) => verifyWebhook(body, TIME, '', secret), leaves: [] },
  'signWebhook, bytes': { run: (secret) => signWebhook(body, TIME, secret), leaves: [] },
  'verifyWebhook, text': { run: (secret) => verifyWebhook(body, TIME, '', secret.toString('latin1')), leaves: STATES },
  'signWebhook, text': { run: (secret) => signWebhook(body, TIME, secret.toString('latin1')), leaves: STATES },
  'verifyWebhook, another text': { run: () => verifyWebhook(body, TIME, '', 'another'), leaves: [] }
}

// Every length comes, and only printable characters, so that the same secret can be given as a text.
const secrets = fc
  .sample(fc.uint8Array({ minLength: LEAST, maxLength: 200 }), { numRuns: SECRETS, seed: SEED })
  .map((array, at) => Buffer.from(array.map((byte, place) => ((byte ^ (place * 37) ^ (at * 11)) % 94) + 33)))

const steps = Object.entries(STEPS).map(([name, step]) => ({ name, ...step, failures: /** @type {string[]} */ ([]) }))
for (const [number, secret] of secrets.entries()) {
  const traces = tracesOf(secret)
  for (const { run, leaves, failures } of steps) {
    run(secret)
    const left = found(traces)
    if (left.join() !== leaves.join()) {
      failures.push(`secret ${number} of ${secret.length} bytes: ${left.join(', ') || 'nothing'}`)
    }
  }
}

/** A search that finds nothing anywhere proves nothing: 16 bytes of each trace, put into the memory, are found. */
/** @param {any[]} found */
function finds([name, trace]) {
  const { exports } = present(made[0]).instance
  const place = new Uint8Array(exports.memory.buffer, exports.buffer() + 5, LEAST)
  place.set(trace.subarray(0, LEAST))
  const hit = stands(written(), trace)
  place.fill(0)
  same([hit, stands(written(), trace)], [true, false], `whether ${name} is found, and not any more`)
}

console.log(`seed ${SEED}`)
const tally = new Tally()
await tally.group('the search finds what is there', tracesOf(Buffer.from('a secret that no call has seen')), finds)
for (const { name, leaves, failures } of steps) {
  tally.add(`left after ${name}: ${leaves.join(', ') || 'nothing'}`, SECRETS, failures)
}
if (!tally.end()) process.exitCode = 1
