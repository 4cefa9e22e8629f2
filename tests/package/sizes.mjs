// Hostile sizes: bodies at the limit and beyond, streams without end, headers of megabytes.
// @run sizes; core
import { isError, ok, rejected, same, thrown } from '../suite/expect.mjs'
import { isRefusal } from '../suite/refusals.mjs'
import { Tally } from '../suite/tally.mjs'
import { delivery, now, sign, TIME } from './guide.mjs'
import { library } from './installed.mjs'

/** @import { WebhookError } from 'webhook-verifier' */
/** @import { TestedEvent } from '../suite/cases.d.ts' */

const SECRET = 'whsec_sizes'
const MIB = 1024 * 1024
const { WebhookVerifier } = library
/** @param {number | undefined} maxBodyBytes */
const verifierOf = (maxBodyBytes) => new WebhookVerifier({ secrets: SECRET, now, maxBodyBytes })
/** @param {{ ok: boolean, event?: TestedEvent | undefined, error?: WebhookError | undefined }} parts */
const codeOf = ({ ok, error }) => (ok ? 'accepted' : error?.code)
/**
 * @param {number | undefined} limit
 * @param {string | Buffer} body
 */
const judge = (limit, body) => codeOf(verifierOf(limit).safeVerify(delivery(SECRET, body)))

/**
 * A JSON object of `count` such characters, and its size in bytes.
 * @param {string} character
 * @param {number} count
 */
function bodyOf(character, count) {
  const body = `{"t":"${character.repeat(count)}"}`
  return { body, size: Buffer.byteLength(body) }
}

const CHARACTERS = { 'one byte': 'a', 'two bytes': 'é', 'three bytes': '€', 'four bytes': '😀' }

function* boundaries() {
  for (const [name, character] of Object.entries(CHARACTERS)) {
    const width = Buffer.byteLength(character)
    const counts = [0, 1, 2, 3, 10, 21_843, 21_844, 21_845, 32_764, 32_768, 65_528, 65_536, 131_072].filter((count) => count * width < 3e5)
    for (const count of counts) {
      for (const shift of [-4, -3, -2, -1, -0.5, 0, 0.5, 1, 2, 3])
        yield { name: `${count} of ${name}, limit ${shift}`, character, count, shift }
    }
  }
}

const tally = new Tally()
await tally.group('maxBodyBytes counts bytes of UTF-8, inclusive', boundaries(), ({ character, count, shift }) => {
  const { body, size } = bodyOf(character, count)
  const expected = shift >= 0 ? 'accepted' : 'body_too_large'
  same(judge(size + shift, body), expected, 'verdict on the text')
  same(judge(size + shift, Buffer.from(body)), expected, 'verdict on the bytes')
})
await tally.group('the default limit is 1 MiB', Object.keys(CHARACTERS), (name) => {
  const character = CHARACTERS[/** @type {keyof typeof CHARACTERS} */ (name)]
  const fits = `{"t":"${character.repeat((MIB - 16) / Buffer.byteLength(character))}"}`
  const full = fits + ' '.repeat(MIB - Buffer.byteLength(fits))
  same(judge(undefined, full), 'accepted', 'verdict')
  same(judge(undefined, `${full} `), 'body_too_large', 'verdict on one byte more')
})

const text10 = `{"t":"${'é'.repeat(5_000_000)}"}`
await tally.group(
  'a body of 10 MB',
  [text10, Buffer.from(text10)].map((body) => ({ name: typeof body, body })),
  ({ body }) => {
    same(judge(undefined, body), 'body_too_large', 'verdict')
    same(judge(16 * MIB, body), 'accepted', 'verdict with a limit of 16 MiB')
    same(library.verifyWebhook(body, TIME, sign(body, TIME, SECRET), SECRET), true, 'verifyWebhook, which has no limit')
    const late = Buffer.from(body)
    late.writeUInt8(late.readUInt8(late.length - 1) ^ 1, late.length - 1)
    same(library.verifyWebhook(late, TIME, sign(body, TIME, SECRET), SECRET), false, 'verifyWebhook of another last byte')
  }
)

await tally.group('what is too large is not copied', ['with a signature', 'without'], (way) => {
  const body = new Uint8Array(256 * MIB)
  const headers = way === 'without' ? {} : { 'x-webhook-timestamp': TIME, 'x-webhook-signature': `sha256=${'0'.repeat(64)}` }
  const verifier = verifierOf(undefined)
  const before = process.memoryUsage().arrayBuffers
  isRefusal(
    library,
    thrown(() => verifier.verify({ headers, body })),
    way === 'without' ? 'missing_header' : 'body_too_large'
  )
  const grown = process.memoryUsage().arrayBuffers - before
  ok(grown < MIB, `${grown} bytes were copied`)
})

/** Where the second, equal copy of a header ends; a third, different one follows and must not be overlooked. */
const FAR = [200, 4_096, 8_192, 16_383, 16_384, 16_385, 32_768, 65_536, 1_000_000]
function* farHeaders() {
  const { headers } = delivery(SECRET)
  /** @type {[header: string, first: string, other: string, code: string][]} */
  const COPIED = [
    ['x-webhook-timestamp', headers['x-webhook-timestamp'], '2026-01-01T00:00:00Z', 'ambiguous_header'],
    ['x-webhook-signature', headers['x-webhook-signature'], `sha256=${'0'.repeat(64)}`, 'ambiguous_header'],
    ['x-webhook-event', 'job.completed', 'job.failed', 'ambiguous_header'],
    ['content-encoding', 'identity', 'gzip', 'unsupported_encoding']
  ]
  for (const [header, first, other, code] of COPIED) {
    for (const far of FAR) {
      const equal = `${first},${' '.repeat(far - 2 * first.length - 1)}${first}`
      yield { name: `${header}, another copy ${far} bytes behind`, header, value: `${equal},${other}`, code }
    }
  }
}
await tally.group('another copy far behind two equal ones', farHeaders(), ({ header, value, code }) => {
  const { headers, body } = delivery(SECRET)
  same(codeOf(verifierOf(MIB).safeVerify({ headers: { ...headers, [header]: value }, body })), code, 'verdict')
})

const MEGABYTES = {
  'x-webhook-timestamp': 'malformed_timestamp',
  'x-webhook-signature': 'malformed_signature',
  'x-webhook-event': 'event_mismatch',
  'content-encoding': 'unsupported_encoding',
  'x-webhook-delivery-id': 'accepted'
}
await tally.group('a header of 10 MB', Object.entries(MEGABYTES), ([header, code]) => {
  const { headers, body } = delivery(SECRET)
  same(codeOf(verifierOf(MIB).safeVerify({ headers: { ...headers, [header]: 'x'.repeat(1e7) }, body })), code, 'verdict')
})

/**
 * A stream that counts what is taken from it; nothing is taken in advance.
 * @param {Iterator<Uint8Array>} chunks
 * @param {{ cancel?: () => Promise<unknown> }} more
 */
function stream(chunks, more = {}) {
  const taken = { bytes: 0, cancelled: false }
  /** @type {UnderlyingDefaultSource} */
  const source = {
    pull(controller) {
      const { done, value } = chunks.next()
      if (done) return controller.close()
      taken.bytes += value.length
      controller.enqueue(value)
    },
    cancel() {
      taken.cancelled = true
      return /** @type {Promise<void>} */ (more.cancel?.())
    }
  }
  return { taken, body: new ReadableStream(source, { highWaterMark: 0 }) }
}

/**
 * @param {Record<string, string>} headers
 * @param {ReadableStream | string} body
 */
const requestOf = (headers, body) =>
  new Request('https://receiver.example/', /** @type {any} */ ({ method: 'POST', headers, body, duplex: 'half' }))

/** @param {number} size */
function* endless(size) {
  for (;;) yield new Uint8Array(size).fill(0x20)
}

/**
 * @param {Buffer | Uint8Array} bytes
 * @param {number} size
 */
function* pieces(bytes, size) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

const LIMIT = 100_000
const signedHeaders = delivery(SECRET).headers
for (const size of [1000, 33_333, 65_536, 100_000, 100_001, 1_000_000]) {
  const name = `an endless stream in pieces of ${size} is left at the first piece beyond the limit`
  await tally.group(name, ['unknown', 'too small', 'no number'], async (length) => {
    const { taken, body } = stream(endless(size))
    const declared = { 'unknown': {}, 'too small': { 'content-length': '5' }, 'no number': { 'content-length': 'x' } }[length]
    const error = await rejected(
      verifierOf(LIMIT).verifyRequest(requestOf(/** @type {Record<string, string>} */ ({ ...signedHeaders, ...declared }), body))
    )
    isRefusal(library, error, 'body_too_large')
    same(taken.bytes, (Math.floor(LIMIT / size) + 1) * size, 'bytes taken')
    same(taken.cancelled, true, 'cancelled')
  })
}

const exact = Buffer.from(bodyOf('é', 49_996).body)
await tally.group('a stream of exactly the limit', [1, 2, 3, 7, 1000, 65_536, 100_000], async (size) => {
  same(exact.length, LIMIT, 'size')
  const { headers } = delivery(SECRET, exact)
  const whole = requestOf(headers, stream(pieces(exact, size)).body)
  ok(exact.equals((await verifierOf(LIMIT).verifyRequest(whole)).rawBody), 'rawBody is something else')
  const tooLong = requestOf(headers, stream(pieces(exact, size)).body)
  isRefusal(library, await rejected(verifierOf(LIMIT - 1).verifyRequest(tooLong)), 'body_too_large')
})

await tally.group('rawBody is a copy', [1, 2], async (count) => {
  const { headers } = delivery(SECRET, exact)
  const chunks = [...pieces(new Uint8Array(exact), exact.length / count)]
  const event = await verifierOf(LIMIT).verifyRequest(requestOf(headers, stream(chunks.values()).body))
  for (const chunk of chunks) chunk.fill(0)
  ok(exact.equals(event.rawBody), 'rawBody changes with the pieces of the stream')
})

const REFUSED_UNREAD = {
  missing_header: { 'x-webhook-timestamp': TIME },
  ambiguous_header: { ...signedHeaders, 'x-webhook-event': 'a, b' },
  body_too_large: { ...signedHeaders, 'content-length': String(LIMIT + 1) },
  unsupported_encoding: { ...signedHeaders, 'content-encoding': 'gzip' },
  malformed_signature: { ...signedHeaders, 'x-webhook-signature': 'sha256=' },
  malformed_timestamp: { ...signedHeaders, 'x-webhook-timestamp': 'now' }
}
await tally.group('what the headers refuse is not read', Object.entries(REFUSED_UNREAD), async ([code, headers]) => {
  const { taken, body } = stream(endless(1000))
  const request = requestOf(headers, body)
  isRefusal(library, await rejected(verifierOf(LIMIT).verifyRequest(request)), code)
  same(taken.bytes, 0, 'bytes taken')
  same(request.bodyUsed, false, 'bodyUsed')
})

/**
 * The state of a promise after some turns of the event loop.
 * @param {Promise<TestedEvent>} promise
 */
async function soon(promise) {
  let turns = 100
  const patience = (/** @type {(error: Error) => void} */ resolve) =>
    turns-- ? setImmediate(patience, resolve) : resolve(new Error('nothing happens'))
  return Promise.race([rejected(promise), new Promise(patience)])
}
const CANCELS = { 'fails': () => Promise.reject(new Error('x')), 'never ends': () => new Promise(() => {}) }
await tally.group('a stream whose cancel', Object.keys(CANCELS), async (name) => {
  const { body } = stream(endless(LIMIT + 1), { cancel: CANCELS[/** @type {keyof typeof CANCELS} */ (name)] })
  isRefusal(library, await soon(verifierOf(LIMIT).verifyRequest(requestOf(signedHeaders, body))), 'body_too_large')
})
await tally.group('a stream that fails half-way', ['its own error comes out'], async () => {
  const failing = function* () {
    yield new Uint8Array(10)
    throw new EvalError('gone')
  }
  isError(await rejected(verifierOf(LIMIT).verifyRequest(requestOf(signedHeaders, stream(failing()).body))), EvalError)
})
await tally.group('a body that was read already is a TypeError', ['text', 'arrayBuffer', 'json'], async (method) => {
  const request = requestOf(signedHeaders, '{}')
  await request[/** @type {'text'} */ (method)]()
  isError(await rejected(verifierOf(LIMIT).verifyRequest(request)), TypeError)
})
if (!tally.end()) process.exitCode = 1
