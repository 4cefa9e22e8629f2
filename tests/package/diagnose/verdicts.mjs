// Whatever a verifier refuses or throws for, a diagnosis does not call verified: shapes of what is passed, given to both.
// @run diagnosis, verdicts
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { ok, same } from '../../suite/expect.mjs'
import { Tally } from '../../suite/tally.mjs'

/** @import { Mistyped } from '../../suite/cases.d.ts' */

const require = createRequire(join(process.argv[2] ?? '', 'package.json'))
const { WebhookVerifier, signWebhook } = require('webhook-verifier')
const { diagnoseWebhook } = require('webhook-verifier/diagnose')

const SECRET = 'whsec_0123456789abcdef0123'
const NOW = new Date('2026-01-01T00:00:10Z')
const TIME = '2026-01-01T00:00:00Z'
const BODY = '{"event":"job.completed","data":{"id":"j"}}'
const LONE = BODY.replace('"j"', '"\ud800"')

const signed = (body = BODY, secret = SECRET) => ({ 'x-webhook-timestamp': TIME, 'x-webhook-signature': signWebhook(body, TIME, secret) })
const bytes = new TextEncoder().encode(BODY)
const shared = new Uint8Array(new SharedArrayBuffer(bytes.length))
shared.set(bytes)
/** @param {Record<string, Mistyped>} headers */
const more = (headers) => ({ headers: { ...signed(), ...headers } })
/** @param {Mistyped[]} added */
const pairs = (...added) => ({ headers: [...Object.entries(signed()), ...added] })
/**
 * @param {Record<string, string>} get
 * @param {Record<string, string>} list
 */
const both = (get, list) => ({
  headers: { get: (/** @type {string} */ name) => get[name] ?? null, [Symbol.iterator]: () => Object.entries(list)[Symbol.iterator]() }
})
const long = 'k'.repeat(65537)
/** @param {object} more */
const named = (more) => ({ secrets: [{ id: 'a', secret: SECRET, ...more }] })
/** @param {string} text */
const textual = (text) => ({ toString: () => text })

const SHAPES = {
  'as it should be': {},
  'bytes': { body: bytes },
  'a Buffer': { body: Buffer.from(BODY) },
  'a DataView': { body: new DataView(bytes.buffer) },
  'a SharedArrayBuffer': { body: shared.buffer },
  'a view of a SharedArrayBuffer': { body: shared },
  'a String object': { body: new String(BODY) },
  'half a surrogate pair, signed as U+FFFD': { body: LONE, headers: signed(LONE.toWellFormed()) },
  'half a surrogate pair, signed as it is': { body: LONE, headers: signed(LONE) },
  'five secrets': { secrets: [SECRET, ...[...'bcde'].map((letter) => `${letter}2345678`)] },
  'ids that are the same': {
    secrets: [
      { id: 'a', secret: SECRET },
      { id: 'a', secret: 'other_secret' }
    ]
  },
  'no id': { secrets: [{ secret: SECRET }] },
  'an empty id': named({ id: '' }),
  'an id that is no text': named({ id: textual('a') }),
  'a notAfter that is a text': named({ notAfter: '2030-01-01' }),
  'a notAfter that is a number': named({ notAfter: 1 }),
  'a notAfter that is no time': named({ notAfter: new Date(NaN) }),
  'a notAfter to come': named({ notAfter: new Date('2030-01-01') }),
  'a notAfter that has passed': named({ notAfter: new Date(0) }),
  'no secrets': { secrets: [] },
  'a number for a secret': { secrets: 123456789012345 },
  'a secret beyond 64 KiB': { secrets: long, headers: signed(BODY, SECRET) },
  'a String object in a header': more({ 'x-webhook-timestamp': new String(TIME) }),
  'a header that can be a text': more({ 'x-webhook-timestamp': textual(TIME) }),
  'a list in a list': more({ 'x-webhook-timestamp': [[TIME]] }),
  'a list of copies': more({ 'x-webhook-timestamp': [TIME, TIME] }),
  'what is no pair': pairs('junk'),
  'a pair whose name is no text': pairs([textual('X'), 'v']),
  'a flat list': { headers: Object.entries(signed()).flat() },
  'a Map': { headers: new Map(Object.entries(signed())) },
  'a Map, names in capitals': { headers: new Map(Object.entries(signed()).map(([name, value]) => [name.toUpperCase(), value])) },
  'get, and an iterator of something else': both(signed(), { 'x-webhook-event': 'job.failed' }),
  'an iterator, and get of nothing': both({}, signed()),
  'another event': more({ 'x-webhook-event': 'job.failed' }),
  'another event, with a Kelvin sign': more({ 'x-webhoo\u212a-event': 'job.failed' }),
  'a coding of 20,000 spaces': more({ 'content-encoding': `identity${' '.repeat(20_000)}` }),
  'a byte order mark': { body: `\ufeff${BODY}`, headers: signed(`\ufeff${BODY}`) },
  'a limit of half a byte less': { maxBodyBytes: BODY.length - 0.5 },
  'a tolerance a little too short': { toleranceSeconds: 9.999999 }
}

/** @param {{}} shape */
const question = (shape) => ({ headers: signed(), body: BODY, secrets: SECRET, ...shape })

/** @param {any} question */
function verifies({ headers, body, ...options }) {
  try {
    return new WebhookVerifier({ ...options, now: () => NOW }).safeVerify({ headers, body }).ok
  } catch {
    return false
  }
}

/** @param {Mistyped} question */
function isVerified(question) {
  try {
    return diagnoseWebhook({ ...question, now: NOW }).verified
  } catch (error) {
    ok(error instanceof TypeError, `threw ${error}`)
    return false
  }
}

const tally = new Tally()
await tally.group('the verdict is the verifier’s, whatever the shape', Object.entries(SHAPES), ([, shape]) =>
  same(isVerified(question(shape)), verifies(question(shape)), 'verified')
)

await tally.group('nothing of a secret stays in the memory', ['an instance that is let go'], () => {
  const { Instance } = WebAssembly
  /** @type {WebAssembly.Memory[]} */
  const memories = []
  const Watched = class extends Instance {
    /**
     * @param {WebAssembly.Module} module
     * @param {WebAssembly.Imports} imports
     */
    constructor(module, imports) {
      super(module, imports)
      memories.push(/** @type {WebAssembly.Memory} */ (this.exports.memory))
    }
  }
  WebAssembly.Instance = /** @type {typeof Instance} */ (Watched)
  try {
    diagnoseWebhook({ ...question({}), now: NOW })
  } finally {
    WebAssembly.Instance = Instance
  }
  same(
    memories.map(({ buffer }) => Buffer.from(buffer).includes(SECRET)),
    [false],
    'copies of the secret'
  )
})
if (!tally.end()) process.exitCode = 1
