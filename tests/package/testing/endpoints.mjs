// Endpoints as people write them, each with a hole of its own; and small real servers to put them on. `receive` is given
// the raw bytes and the headers as node:http has them, and does its work through `handle`. An error that it throws is a 500,
// as in most frameworks; its result is the status.
import { createHmac, timingSafeEqual } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { gunzipSync } from 'node:zlib'
import { guideVerify } from '../guide.mjs'

/** @import { Server } from 'node:http' */
/** @import { TestedVerifier } from '../../suite/cases.d.ts' */

// Times without a zone are those of the place.
process.env.TZ = 'UTC'

export const SECRET = 'whsec_endpoints'
export const NOW = new Date('2026-01-15T10:30:00.123Z')
const TIME = 'x-webhook-timestamp'
const SIGNATURE = 'x-webhook-signature'
const ID = 'x-webhook-delivery-id'

/**
 * @param {Record<string, string>} headers
 * @param {string | Buffer} body
 */
function expected(headers, body, key = SECRET) {
  return `sha256=${createHmac('sha256', key).update(`${headers[TIME]}.`).update(body).digest('hex')}`
}

/**
 * The guide's function where it is not thrown out of its way by a signature of another length.
 * @param {string | Buffer} body
 * @param {Record<string, string>} headers
 */
function verifyAsGuide(body, headers) {
  const right = Buffer.from(expected(headers, body))
  const claimed = Buffer.from(headers[SIGNATURE] ?? '')
  return right.length === claimed.length && timingSafeEqual(right, claimed)
}

const NO_KEYS = ['', ' ', '\n', 'undefined', 'null', '[object Object]']

/**
 * `handle` counts the work and returns its status.
 * @typedef {{ body: Buffer, headers: Record<string, string>, handle: () => number }} Attempt
 * @typedef {(attempt: Attempt) => number | Promise<number>} Receive
 */

/**
 * Each is made with the library's verifier, for those whose hole is elsewhere.
 * @type {Record<string, (verifier: TestedVerifier) => Receive>}
 */
export const HOLES = {
  "the guide's snippet":
    () =>
    ({ body, headers, handle }) => {
      if (!guideVerify(body.toString(), headers[TIME], headers[SIGNATURE], SECRET)) return 401
      return handle()
    },

  'verifies if there is a signature':
    (verifier) =>
    ({ body, headers, handle }) => {
      if (headers[SIGNATURE] && !verifier.safeVerify({ headers, body }).ok) return 401
      return handle()
    },

  'takes what a missing setting turns into':
    (verifier) =>
    ({ body, headers, handle }) => {
      const isSigned = NO_KEYS.some((key) => headers[SIGNATURE] === expected(headers, body, key))
      return isSigned || verifier.safeVerify({ headers, body }).ok ? handle() : 401
    },

  'forgets to await':
    (verifier) =>
    ({ body, headers, handle }) => {
      const verify = async () => verifier.safeVerify({ headers, body }).ok
      // @ts-expect-error a promise is always true: the mistake that this endpoint is for
      return verify() ? handle() : 401
    },

  'compares as much as came':
    () =>
    ({ body, headers, handle }) => {
      const claimed = headers[SIGNATURE] ?? ''
      const isFresh = Math.abs(Number(NOW) - Date.parse(headers[TIME] ?? '')) <= 300_000
      return isFresh && claimed === expected(headers, body).slice(0, claimed.length) ? handle() : 401
    },

  'prints the body again':
    (verifier) =>
    ({ body, headers, handle }) => {
      const printed = JSON.stringify(JSON.parse(body.toString()))
      return verifier.safeVerify({ headers, body: printed }).ok ? handle() : 401
    },

  'knows deliveries by their id alone':
    (/** @type {TestedVerifier} */ verifier, seen = new Set()) =>
    ({ body, headers, handle }) => {
      if (!verifier.safeVerify({ headers, body }).ok) return 401
      if (seen.has(headers[ID])) return 200
      seen.add(headers[ID])
      return handle()
    },

  'looks at the time with Date.parse':
    () =>
    ({ body, headers, handle }) => {
      if (!verifyAsGuide(body, headers) || Math.abs(Number(NOW) - Date.parse(headers[TIME] ?? '')) > 300_000) return 401
      return handle()
    },

  'works before it verifies':
    (verifier) =>
    ({ body, headers, handle }) => {
      handle()
      return verifier.safeVerify({ headers, body }).ok ? 200 : 401
    },

  'asks the store after it looked there':
    (/** @type {TestedVerifier} */ verifier, seen = new Set()) =>
    async ({ body, headers, handle }) => {
      const { ok, event } = verifier.safeVerify({ headers, body })
      if (!ok) return 401
      if (seen.has(event?.replayKey)) return 200
      await new Promise((resolve) => setTimeout(resolve, 150))
      seen.add(event?.replayKey)
      return handle()
    },

  'remembers the id before it verifies':
    (/** @type {TestedVerifier} */ verifier, ids = new Set(), keys = new Set()) =>
    ({ body, headers, handle }) => {
      if (headers[ID] && ids.has(headers[ID])) return 200
      ids.add(headers[ID])
      const { ok, event } = verifier.safeVerify({ headers, body })
      if (!ok) return 401
      if (keys.has(event?.replayKey)) return 200
      keys.add(event?.replayKey)
      return handle()
    },

  'compares the first two bytes':
    (verifier) =>
    ({ body, headers, handle }) => {
      const [right, claimed] = [expected(headers, body), headers[SIGNATURE] ?? '']
      const isNear = /^sha256=[0-9a-f]{64}$/.test(claimed) && claimed.slice(0, 11) === right.slice(0, 11)
      return verifier.safeVerify({ headers: isNear ? { ...headers, [SIGNATURE]: right } : headers, body }).ok ? handle() : 401
    },

  'unpacks first':
    (verifier) =>
    ({ body, headers: { 'content-encoding': encoding, ...headers }, handle }) => {
      const isPacked = encoding === 'gzip'
      const delivery = isPacked ? { headers, body: gunzipSync(body) } : { headers: { ...headers, 'content-encoding': encoding }, body }
      return verifier.safeVerify(delivery).ok ? handle() : 401
    }
}

/**
 * Runs `work` with the address of such an endpoint, and with a function that counts what it handled.
 * @param {Receive} receive
 * @param {(url: string, countHandled: () => number) => unknown} work
 */
export async function withEndpoint(receive, work) {
  let count = 0
  const handle = () => (count++, 200)
  const server = createServer(async (req, res) => {
    const pieces = []
    for await (const piece of req) pieces.push(piece)
    try {
      res.statusCode = await receive({ body: Buffer.concat(pieces), headers: /** @type {Record<string, string>} */ (req.headers), handle })
    } catch {
      res.statusCode = 500
    }
    res.end()
  })
  return withServer(server, (url) => work(url, () => count))
}

/**
 * @template Result
 * @param {Server} server
 * @param {(url: string) => Result} work
 */
export async function withServer(server, work) {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  try {
    return await work(`http://127.0.0.1:${/** @type {import('node:net').AddressInfo} */ (server.address()).port}/webhook`)
  } finally {
    server.close()
    server.closeAllConnections?.()
  }
}
