// Node's http, and all that hands on its requests: Express, Connect, Nest, Firebase.
import { send } from './node/answer.js'
import { NodeDelivery } from './node/delivery.js'
import { toReceiver } from './node/handler.js'
import { unwrap } from './node/unwrap.js'
import { typeName } from './lib/verifier/secret.ts'

/** Turns a handler of Fetch requests into one of Node's. With a `next`, errors are the framework's. */
export function toNodeHandler(handler) {
  if (typeof handler !== 'function') throw new TypeError(`toNodeHandler takes what createWebhookHandler made, not ${typeName(handler)}`)
  const receive = toReceiver(handler)
  return async (req, res, next) => {
    const pass = typeof next === 'function' ? next : undefined
    let response = res
    try {
      const pair = unwrap(req, res)
      response = pair.response
      const answer = await receive(new NodeDelivery(pair.request, response, pair.holders), [req, res])
      // Fastify would answer, too.
      if (typeof pair.reply?.hijack === 'function' && !pair.reply.sent) pair.reply.hijack()
      send(answer, pair.request, response)
    } catch (error) {
      if (pass) pass(error)
      else fail(response, error)
    }
  }
}

export async function verifyNodeRequest(verifier, req) {
  if (typeof req?.headers !== 'object' || req.headers === null || typeof req.arrayBuffer === 'function') {
    throw new TypeError(`verifyNodeRequest takes a verifier and a request of Node's, not ${typeName(req)}`)
  }
  const request = req.raw ?? req
  return verifier.verifyRequest(new NodeDelivery(request, undefined, request === req ? [req] : [req, request]))
}

/** One request's error does not end the server. Without a response to answer with, it is the caller's. */
function fail(res, error) {
  if (typeof res?.end !== 'function') throw error
  console.error(error)
  if (!res.headersSent) res.statusCode = 500
  res.end()
}
