// Node's http, and all that hands on its requests: Express, Connect, Nest, Firebase.
import { send } from './node/answer.js'
import { requestOf } from './node/request.js'
import { describe } from './secret.js'

/** Turns a handler of Fetch requests into one of Node's. With a `next`, errors are the framework's. */
export function toNodeHandler(handler) {
  if (typeof handler !== 'function') throw new TypeError(`toNodeHandler takes what createWebhookHandler made, not ${describe(handler)}`)
  return async (req, res, next) => {
    try {
      await send(await handler(requestOf(req), req, res), req, res)
    } catch (error) {
      if (typeof next === 'function') next(error)
      else fail(res, error)
    }
  }
}

export async function verifyNodeRequest(verifier, req) {
  if (typeof req?.headers !== 'object' || typeof req.arrayBuffer === 'function') {
    throw new TypeError(`verifyNodeRequest takes a verifier and a request of Node's, not ${describe(req)}`)
  }
  return verifier.verifyRequest(requestOf(req))
}

/** One request's error is not the end of the server. */
function fail(res, error) {
  console.error(error)
  if (!res.headersSent) res.statusCode = 500
  res.end()
}
