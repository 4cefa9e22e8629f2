// The guide's snippet in a server, patched so that no request ends the process. Our speeds are shown next to its speeds.
import { guideVerify } from '../package/guide.mjs'

/** @import { IncomingMessage, ServerResponse } from 'node:http' */
/** @import { TestedEvent } from '../suite/cases.d.ts' */

/**
 * @param {string} secret
 * @param {(event: TestedEvent) => unknown} work
 */
export const patchedGuide = (secret, work) => async (/** @type {IncomingMessage} */ request, /** @type {ServerResponse} */ response) => {
  const status = await receive(request, secret, work).catch(() => 401)
  response.writeHead(status).end()
}

/**
 * @param {IncomingMessage} request
 * @param {string} secret
 * @param {(event: TestedEvent) => unknown} work
 */
async function receive(request, secret, work) {
  let body = ''
  for await (const piece of request) body += piece
  const { 'x-webhook-timestamp': timestamp, 'x-webhook-signature': signature } = /** @type {Record<string, string | undefined>} */ (
    request.headers
  )
  if (!guideVerify(body, timestamp, signature, secret)) return 401
  await work(JSON.parse(body))
  return 200
}
