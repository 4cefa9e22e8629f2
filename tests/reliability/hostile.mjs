// Requests to a receiver on the open internet: of ten requests nine are hostile, one is genuine. `weight` is how often
// each kind comes among the hostile ones, `expect` the status it must get; 0 is none, for a sender that hangs up.
import { sign } from '../package/guide.mjs'
import { bodyOf, signed } from './sender.mjs'
import { headOf, statusOf } from './wire.mjs'

/** @import { SentDelivery, Sender } from './sender.mjs' */

const HOUR = 3_600_000
/** @param {number} millis */
const at = (millis) => ({ timestamp: new Date(Date.now() + millis).toISOString() })
const inWords = () => new Date().toUTCString().replace(',', '')
const NO_HTTP = ['POST /webhook HTTP/1.1', 'a header without a colon']
/**
 * @param {string} name
 * @param {{ body: string, headers: Record<string, string> }} parts
 */
const without = (name, { body, headers: { [name]: _, ...headers } }) => ({ body, headers })
const big = 'x'.repeat(2_000_000)
const bigChunk = `${big.length.toString(16)}\r\n${big}\r\n0\r\n\r\n`

/**
 * Where hostile requests go, and the last accepted deliveries, to be replayed.
 * @typedef {Pick<Sender, 'post'>} Poster
 * @typedef {{ sender: Poster, port: number, accepted: () => SentDelivery, patience?: number | undefined }} Target
 * @typedef {{ name: string, weight: number, expect: number, send: (target: Target) => Promise<number> }} Kind
 */

let count = 0
/**
 * Each has an id of its own, by which the ledger would tell on it.
 * @param {object} [more]
 */
const body = (more) => bodyOf(`hostile ${++count}`, more)
/** @param {object} [more] */
const delivery = (more) => signed(body(), more)
/** @param {{ body: string; }} more */
const changed = (more) => ({ ...delivery(), ...more })
/** @param {() => SentDelivery} make */
const posted =
  (make) =>
  async (/** @type {Target} */ { sender, port }) =>
    (await sender.post(port, make())).status
/** @param {(signature: string) => string | string[]} change */
const signatureOf = (change) => {
  const { headers, body } = delivery()
  return { body, headers: { ...headers, 'x-webhook-signature': change(headers['x-webhook-signature']) } }
}

/**
 * @param {object} more
 * @param {string} bytes
 */
const oversized =
  (more, bytes) =>
  (/** @type {{ port: number }} */ { port }) =>
    statusOf(port, headOf(signed(''), more), bytes)
const replayed = async (/** @type {Target} */ { sender, port, accepted }) => (await sender.post(port, accepted())).status

/**
 * The whole head, and half of the body.
 * @param {{ port: number }} parts
 * @param {object} more
 */
async function part({ port }, more) {
  const { headers, body } = delivery()
  return statusOf(port, headOf({ headers }, { 'content-length': body.length }), body.slice(0, body.length / 2), more)
}

/** @type {Kind[]} */
export const HOSTILE = [
  { name: 'signed with another key', weight: 15, expect: 401, send: posted(() => delivery({ secret: 'guessed' })) },
  { name: 'signed with the empty key', weight: 5, expect: 401, send: posted(() => delivery({ secret: '' })) },
  { name: 'body changed', weight: 10, expect: 401, send: posted(() => changed({ body: body() })) },
  { name: 'replayed', weight: 15, expect: 200, send: replayed },
  { name: 'signed an hour ago', weight: 8, expect: 401, send: posted(() => delivery(at(-HOUR))) },
  { name: 'signed an hour ahead', weight: 4, expect: 401, send: posted(() => delivery(at(HOUR))) },
  { name: 'no signature', weight: 4, expect: 401, send: posted(() => without('x-webhook-signature', delivery())) },
  { name: 'short signature', weight: 4, expect: 401, send: posted(() => signatureOf((text) => text.slice(0, 20))) },
  { name: 'signature in upper case', weight: 3, expect: 401, send: posted(() => signatureOf((text) => text.toUpperCase())) },
  { name: 'two signatures', weight: 4, expect: 400, send: posted(() => signatureOf((text) => [text, sign('', '', 'x')])) },
  { name: 'timestamp of another grammar', weight: 3, expect: 401, send: posted(() => delivery({ timestamp: inWords() })) },
  { name: 'gzip announced', weight: 2, expect: 415, send: posted(() => delivery({ 'content-encoding': 'gzip' })) },
  { name: 'broken JSON', weight: 5, expect: 400, send: posted(() => signed(body().slice(0, -1))) },
  { name: 'a key twice', weight: 2, expect: 400, send: posted(() => signed(body().replace('"data"', '"event":"job.failed","data"'))) },
  { name: 'another event in the header', weight: 2, expect: 400, send: posted(() => delivery({ 'x-webhook-event': 'job.failed' })) },
  { name: 'GET', weight: 3, expect: 405, send: posted(() => ({ ...delivery(), body: '', method: 'GET' })) },
  { name: '2 MB', weight: 1, expect: 413, send: oversized({ 'content-length': big.length }, big) },
  { name: '2 MB in chunks', weight: 1, expect: 413, send: oversized({ 'transfer-encoding': 'chunked' }, bigChunk) },
  { name: 'slow body', weight: 0.5, expect: 408, send: (target) => part(target, { patience: target.patience }) },
  { name: 'cut off', weight: 3, expect: 0, send: (target) => part(target, { cut: true }) },
  { name: 'no HTTP', weight: 2, expect: 400, send: ({ port }) => statusOf(port, NO_HTTP, '') }
]

const whole = HOSTILE.reduce((sum, { weight }) => sum + weight, 0)

export function anyHostile() {
  let place = Math.random() * whole
  return /** @type {Kind} */ (HOSTILE.find(({ weight }) => (place -= weight) < 0))
}
