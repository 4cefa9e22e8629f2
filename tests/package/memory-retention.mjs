// Memory that the package retains: the one instance, after every way out of every function; and the bytes of a body.
// @run memory retention; core
import { ok, same, thrown } from '../suite/expect.mjs'
import { Tally } from '../suite/tally.mjs'
import { delivery, now, sign, TIME } from './guide.mjs'
import { made } from './watch.mjs'

/** @import { Mistyped } from '../suite/cases.d.ts' */

// Counts the calls that hash, and that hand over a secret or wipe it. An instance's own exports cannot be changed.
const { Instance } = WebAssembly
let hashed = 0
let loaded = 0
let wiped = 0
let isForgetful = false
WebAssembly.Instance = /** @type {any} */ (
  function (/** @type {WebAssembly.Module} */ module, /** @type {WebAssembly.Imports} */ imports) {
    const exports = /** @type {any} */ (new Instance(module, imports).exports)
    /** @param {number} length */
    const update = (length) => (hashed++, exports.update(length))
    /** @param {number[]} more */
    const store_key = (...more) => (loaded++, exports.store_key(...more))
    /** @param {number} id */
    const wipe_key = (id) => (wiped++, exports.wipe_key(id))
    /** @param {number[]} more */
    const select_key = (...more) => (isForgetful ? 0 : exports.select_key(...more))
    return { exports: { ...exports, update, store_key, wipe_key, select_key } }
  }
)

const { library } = await import('./installed.mjs')
const { parseUnverifiedEvent, signWebhook, verifyWebhook, WebhookVerifier } = library
const SECRET = 'whsec_kept'
const LIMIT = Number.MAX_SAFE_INTEGER
const verifier = new WebhookVerifier({ secrets: SECRET, now, maxBodyBytes: LIMIT })
const good = delivery(SECRET)
const bad = delivery('another')
const parsed = '{"event":"job.completed"}'

/** @param {number} length */
const bodyOf = (length) => Buffer.from(`{"event":"job.completed","fill":"${'x'.repeat(length)}"}`)
/** @param {{ headers?: any, body: any }} parts */
const request = ({ headers, body }) => new Request('http://localhost', { method: 'POST', headers, body })
/**
 * @param {Buffer} body
 * @param {number} size
 */
const streamed = (body, size) => {
  /** @type {Uint8Array[]} */
  const pieces = []
  for (let at = 0; at < body.length; at += size) pieces.push(new Uint8Array(body.subarray(at, at + size)))
  const read = async () => (pieces.length ? { done: false, value: pieces.shift() } : { done: true })
  return { headers: delivery(SECRET, body).headers, body: { getReader: () => ({ read, cancel: async () => {} }) } }
}
/** @param {{ headers: Record<string, string>, body: unknown }} parts */
const likeRequest = ({ headers, body }) => ({ headers: new Headers(headers), body, bodyUsed: false, arrayBuffer() {} })

/** @param {() => unknown} work */
async function silently(work) {
  try {
    await work()
  } catch {
    // Other tests check the code of the refusal.
  }
}

/**
 * As in a browser.
 * @param {() => void} work
 */
function withoutBuffer(work) {
  const { Buffer } = globalThis
  Reflect.deleteProperty(globalThis, 'Buffer')
  try {
    work()
  } finally {
    globalThis.Buffer = Buffer
  }
}

/** @type {Record<string, () => unknown>} */
const CALLS = {
  'verify': () => verifier.verify(good),
  'verify of 100 kB': () => verifier.verify(delivery(SECRET, bodyOf(100_000))),
  'verify of a forgery': () => verifier.verify(bad),
  'verify of no JSON': () => verifier.verify(delivery(SECRET, '{')),
  'verify of a duplicate key': () => verifier.verify(delivery(SECRET, '{"a":1,"a":2}')),
  'verify of what is no delivery': () => verifier.verify({ headers: {}, body: {} }),
  'verify by a broken clock': () => new WebhookVerifier({ secrets: SECRET, now: () => NaN }).verify(good),
  'verifyRequest': () => verifier.verifyRequest(request(good)),
  'verifyRequest without a signature': () => verifier.verifyRequest(request({ body: '{}' })),
  'verifyRequest of too much': () => new WebhookVerifier({ secrets: SECRET, now, maxBodyBytes: 1 }).verifyRequest(request(good)),
  'verifyWebhook': () => verifyWebhook(good.body, TIME, sign(good.body, TIME, SECRET), SECRET),
  'verifyWebhook with bytes as secret': () => verifyWebhook(good.body, TIME, 'sha256=', Buffer.from(SECRET)),
  'verifyWebhook without a time': () => verifyWebhook(good.body, null, 'sha256=', SECRET),
  'verifyWebhook without a secret': () => verifyWebhook(good.body, TIME, 'sha256=', ''),
  'verifyWebhook with a number as secret': () => verifyWebhook(good.body, TIME, 'sha256=', 1),
  'verifyWebhook with a huge secret': () => verifyWebhook(good.body, TIME, 'sha256=', 'k'.repeat(70_000)),
  'signWebhook': () => signWebhook(good.body, TIME, SECRET),
  'signWebhook with bytes as secret': () => signWebhook(good.body, TIME, Buffer.from(SECRET)),
  'parseUnverifiedEvent': () => parseUnverifiedEvent(parsed),
  'parseUnverifiedEvent of no JSON': () => parseUnverifiedEvent('{'),
  'new WebhookVerifier of a bad secret': () => new WebhookVerifier({ secrets: ['good', ' bad'] }),
  'dispose': () => new WebhookVerifier(SECRET).dispose(),
  'dispose twice': () => {
    const twice = new WebhookVerifier(SECRET)
    twice.dispose()
    twice.dispose()
  },
  'verify after dispose': () => {
    const disposed = new WebhookVerifier(SECRET)
    disposed.dispose()
    disposed.verify(good)
  }
}

/**
 * @param {string} text
 * @param {number} maxBodyBytes
 */
function countHashed(text, maxBodyBytes) {
  hashed = 0
  new WebhookVerifier({ secrets: SECRET, now, maxBodyBytes }).safeVerify(delivery(SECRET, text))
  return hashed
}

const tally = new Tally()
await tally.group('one instance', Object.entries(CALLS), async ([, call]) => {
  await silently(call)
  same(made.length, 1, 'instances')
})

/** @type {Record<string, any[]>} */
const HOLDERS = {
  'verify, 20 bytes more': [20, (/** @type {string} */ body) => verifier.verify(delivery(SECRET, body))],
  'verify, 100 kB': [100_000, (/** @type {string} */ body) => verifier.verify(delivery(SECRET, body))],
  'parseUnverifiedEvent': [20, (/** @type {string} */ body) => parseUnverifiedEvent(body)],
  'parseUnverifiedEvent, 100 kB': [100_000, (/** @type {string} */ body) => parseUnverifiedEvent(body)]
}
await tally.group('bytes that are changed afterwards', Object.entries(HOLDERS), ([, [length, work]]) => {
  const body = bodyOf(length)
  const before = Buffer.from(body)
  const event = work(body)
  body.fill(0)
  ok(before.equals(event.rawBody), 'rawBody has changed too')
})

/**
 * How often `work` calls a method of a prototype, until it is over.
 * @param {Mistyped} prototype
 * @param {string} name
 * @param {() => unknown} work
 */
function calls(prototype, name, work) {
  const original = prototype[name]
  let count = 0
  prototype[name] = function (/** @type {unknown[]} */ ...args) {
    count++
    return original.apply(this, args)
  }
  const end = () => {
    prototype[name] = original
    return count
  }
  const result = work()
  return result instanceof Promise ? result.then(end) : end()
}

const SMALL = {
  'verify': () => verifier.verify(good),
  'verifyWebhook': () => verifyWebhook(good.body, TIME, sign(good.body, TIME, SECRET), SECRET),
  'signWebhook': () => signWebhook(good.body, TIME, SECRET)
}
await tally.group('what is small is hashed at once', Object.entries(SMALL), ([, work]) => {
  hashed = 0
  work()
  same(hashed, 1, 'calls')
})
await tally.group(
  'what just fits is hashed at once, and one more is not',
  [
    { length: 65_511, expected: 1 },
    { length: 65_512, expected: 2 }
  ],
  ({ length, expected }) => {
    const body = String(bodyOf(length - bodyOf(0).length))
    const signature = sign(body, TIME, SECRET)
    hashed = 0
    same([verifyWebhook(body, TIME, signature, SECRET), hashed], [true, expected], 'verdict, calls')
  }
)
await tally.group('a text beyond the limit is not hashed, one at it is', ['é', '€', '😀', 'x'], (letter) => {
  const text = `{"event":"job.completed","fill":"${letter.repeat(70_000)}"}`
  const length = Buffer.byteLength(text)
  const isHashed = [length - 1, length, 3 * text.length].map((limit) => countHashed(text, limit) > 1)
  same(isHashed, [false, true, true], 'whether it is hashed')
})
await tally.group('a secret is handed over once', Object.entries(SMALL), ([, work]) => {
  work()
  loaded = 0
  work()
  same(loaded, 0, 'calls')
})
await tally.group('a text is encoded once, as each header is', [1, 65_535, 65_536], (length) => {
  const text = String(length > 1 ? bodyOf(length - bodyOf(0).length) : good.body)
  const sent = delivery(SECRET, text)
  for (const judge of [verifier, new WebhookVerifier({ secrets: SECRET, now, maxBodyBytes: text.length })]) {
    same(
      calls(TextEncoder.prototype, 'encodeInto', () => judge.verify(sent)),
      3,
      'calls of encodeInto'
    )
    same(
      calls(TextEncoder.prototype, 'encode', () => judge.verify(sent)),
      0,
      'calls of encode'
    )
  }
})

// Two headers; a piece, which shows that the text is not ASCII; where the runtime cannot count its bytes at once, three pieces that are
// measured, or as many as are too much; three that are hashed and three that are scanned.
/** @type {Record<string, [maxBodyBytes: number, withBuffer: number, without: number]>} */
const MEASURED = {
  'too long by its characters': [69_999, 2, 2],
  'too long by its first bytes': [70_000, 3, 5],
  'too long by what follows a full piece': [131_071, 3, 6],
  'too long by its last byte': [139_964, 3, 6],
  'just long enough': [139_965, 9, 12],
  'perhaps too long': [209_999, 9, 12],
  'never too long': [210_000, 8, 8]
}
await tally.group('a text is measured where its characters do not tell', Object.entries(MEASURED), ([, [maxBodyBytes, ...expected]]) => {
  const each = delivery(SECRET, `{"event":"job.completed","fill":"${'é'.repeat(69_965)}"}`)
  const limited = new WebhookVerifier({ secrets: SECRET, now, maxBodyBytes })
  const judge = () => same(limited.safeVerify(each).ok, maxBodyBytes >= 139_965, 'ok')
  const counts = [judge, () => withoutBuffer(judge)].map((work) => calls(TextEncoder.prototype, 'encodeInto', work))
  same(counts, expected, 'calls with Buffer and without')
})
await tally.group('bytes are not measured', [{ length: 100_000, expected: 4 }], ({ length, expected }) => {
  const each = delivery(SECRET, bodyOf(length))
  const limited = new WebhookVerifier({ secrets: SECRET, now, maxBodyBytes: 2 * length })
  same(
    calls(Object.getPrototypeOf(Uint8Array.prototype), 'set', () => limited.verify(each)),
    expected,
    'calls'
  )
})
await tally.group('a view is kept for the next message', [SMALL.verifyWebhook], (work) => {
  same(calls(Object.getPrototypeOf(Uint8Array.prototype), 'subarray', work), 0, 'calls')
})

// The replay key is decoded, and a body of bytes.
await tally.group(
  'a text is parsed as it came',
  [
    [good.body, 1],
    [Buffer.from(good.body), 2]
  ],
  ([body, expected]) => {
    same(
      calls(TextDecoder.prototype, 'decode', () => verifier.verify({ ...good, body })),
      expected,
      'calls'
    )
  }
)
await tally.group('names as long as none of ours are not looked at', ['host', 'user-agent', 'accept'], (name) => {
  const headers = { [name]: 'a', ...good.headers }
  same(
    calls(String.prototype, 'toLowerCase', () => verifier.verify({ ...good, headers })),
    0,
    'calls'
  )
})

const LENGTHS = [16_384, 16_385, 65_536, 100_000]
const SIZES = [7, 16_383, 16_384, 16_385, 40_000].flatMap((size) =>
  LENGTHS.map((length) => ({ name: `${length} in ${size}`, size, length }))
)
await tally.group('bodies in pieces', SIZES, async ({ size, length }) => {
  const body = bodyOf(length - bodyOf(0).length)
  const event = await verifier.verifyRequest(likeRequest(streamed(body, size)))
  ok(body.equals(event.rawBody), 'rawBody is something else')
  const exact = new WebhookVerifier({ secrets: SECRET, now, maxBodyBytes: length })
  ok(body.equals((await exact.verifyRequest(likeRequest(streamed(body, size)))).rawBody), 'rawBody at the limit is something else')
})
await tally.group('a body that arrives in one piece is copied once: into the module', [16_384], async (length) => {
  const body = likeRequest(streamed(bodyOf(length - bodyOf(0).length), length))
  verifier.verify(good)
  same(await calls(Object.getPrototypeOf(Uint8Array.prototype), 'set', () => verifier.verifyRequest(body)), 1, 'calls')
})
await tally.group('the clock is read once for a delivery', ['verify', 'verifyRequest'], async (method) => {
  let calls = 0
  const counting = new WebhookVerifier({ secret: SECRET, now: () => (calls++, now()) })
  await counting[/** @type {'verify' | 'verifyRequest'} */ (method)](method === 'verify' ? good : likeRequest(streamed(bodyOf(10), 16)))
  same(calls, 1, 'calls of now')
})
/** @type {[name: string, call: string, expected: number][]} */
const WIPED = [
  ['verifyWebhook with text', 'verifyWebhook', 0],
  ['verifyWebhook with bytes', 'verifyWebhook with bytes as secret', 1],
  ['signWebhook with bytes', 'signWebhook with bytes as secret', 1],
  ['a bad one among secrets', 'new WebhookVerifier of a bad secret', 1],
  ['dispose', 'dispose', 1],
  ['dispose twice', 'dispose twice', 1]
]
await tally.group('secrets that are wiped', WIPED, async ([, call, expected]) => {
  wiped = 0
  await silently(CALLS[call] ?? (() => {}))
  same(wiped, expected, 'calls')
})
await tally.group('the bytes of a secret that is wiped', ['zeros'], () => {
  const { encode } = TextEncoder.prototype
  /** @type {Uint8Array<ArrayBuffer>[]} */
  const kept = []
  TextEncoder.prototype.encode = function (/** @type {string} */ text) {
    const bytes = encode.call(this, text)
    kept.push(bytes)
    return bytes
  }
  const doomed = new WebhookVerifier(SECRET)
  TextEncoder.prototype.encode = encode
  same(String(Buffer.from(kept[0] ?? [])), SECRET, 'before')
  doomed.dispose()
  same(
    kept.map((bytes) => bytes.every((/** @type {number} */ byte) => byte === 0)),
    [true],
    'after'
  )
})
await tally.group('a module that keeps no secret', [good], (each) => {
  isForgetful = true
  const { message } = thrown(() => verifier.verify(each))
  isForgetful = false
  same(message, 'the secret was not stored', 'message')
  same(verifier.verify(each).type, 'job.completed', 'type afterwards')
})
if (!tally.end()) process.exitCode = 1
