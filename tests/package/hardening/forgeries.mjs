// Deliveries from senders without the secret, and one from a sender with it.
import { sign, TIME } from '../guide.mjs'

export const SECRET = 'whsec_flips_0a1b2c3d'
export const OTHER = 'whsec_flips_another'
const BODY = '{"event":"job.completed","data":{"id":"job_1","status":"completed"}}'

const genuine = sign(BODY, TIME, SECRET)
/**
 * @param {string} time
 * @param {string} signature
 * @param {string} body
 * @param {object} [more]
 */
const lines = (time, signature, body, more) => ({
  headers: { 'x-webhook-timestamp': time, 'x-webhook-signature': signature, ...more },
  body
})
/** @param {string | Buffer} secret */
const signed = (secret, body = BODY, time = TIME) => lines(time, sign(body, time, secret), body)

/**
 * Another hex digit on one place of the signature.
 * @param {number} at
 */
const digit = (at) => genuine.slice(0, at) + (genuine[at] === '0' ? '1' : '0') + genuine.slice(at + 1)

export const GENUINE = lines(TIME, genuine, BODY)

export const FORGED = {
  ...Object.fromEntries(
    Array.from({ length: 32 }, (_, byte) => [`byte ${byte} of the signature`, lines(TIME, digit(7 + 2 * byte + (byte & 1)), BODY)])
  ),
  'another secret': signed(OTHER),
  'no secret': signed(Buffer.alloc(0)),
  'zeros': signed(Buffer.alloc(64)),
  'one zero': signed(Buffer.alloc(1)),
  'no signature': lines(TIME, '', BODY),
  'signature of nothing': lines(TIME, `sha256=${'0'.repeat(64)}`, BODY),
  'half a signature': lines(TIME, genuine.slice(0, 39), BODY),
  'signature and more': lines(TIME, `${genuine}0`, BODY),
  'another body': lines(TIME, genuine, BODY.replace('job_1', 'job_2')),
  'a shorter body': lines(TIME, genuine, BODY.slice(0, -1)),
  'a longer body': lines(TIME, genuine, `${BODY} `),
  'no body': lines(TIME, genuine, ''),
  'a large body': lines(TIME, genuine, `{"t":"${'x'.repeat(70_000)}"}`),
  'another time': lines('2026-01-01T00:00:00.001Z', genuine, BODY),
  'the other end of the fraction': lines('2026-01-01T00:00:00.000', genuine, `Z.${BODY}`)
}

/** With the right HMAC, but refused for another reason. */
export const OUT_OF_ORDER = {
  'signature in capitals': lines(TIME, `sha256=${genuine.slice(7).toUpperCase()}`, BODY),
  'two signatures': lines(TIME, `${genuine}, ${digit(70)}`, BODY),
  'compressed': lines(TIME, genuine, BODY, { 'content-encoding': 'gzip' }),
  'old': signed(SECRET, BODY, '2025-12-31T23:54:59.999Z'),
  'years old': signed(SECRET, BODY, '2006-01-01T00:00:00Z'),
  'of the future': signed(SECRET, BODY, '2026-01-01T00:01:00.001Z')
}

/** Genuine, but not what a receiver may read. */
export const BAD_PAYLOADS = {
  'no JSON': signed(SECRET, 'x'),
  'an array': signed(SECRET, '[]'),
  'a key twice': signed(SECRET, '{"a":1,"a":2}'),
  'cut off': signed(SECRET, '{"a":'),
  'too deep': signed(SECRET, `{"a":${'['.repeat(64)}${']'.repeat(64)}}`),
  'another event': { ...GENUINE, headers: { ...GENUINE.headers, 'x-webhook-event': 'job.failed' } }
}
