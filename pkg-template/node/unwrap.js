// Node's own request and response, out of the objects that frameworks hand to their routes.
import { typeName } from '../lib/verifier/secret.ts'

const isRequest = (req) => typeof req?.headers === 'object' && req.headers !== null && (typeof req.on === 'function' || 'url' in req)
const isResponse = (res) => typeof res?.setHeader === 'function' && typeof res.end === 'function'

/** Fastify and Nest on Fastify keep Node's pair in `raw`, Koa in `req` and `res`. */
export function unwrap(req, res) {
  const response = isResponse(res) ? res : held(res, ['raw', 'res'], isResponse)
  if (!response) throw new TypeError(`toNodeHandler takes a response of Node's as its second argument, not ${typeName(res)}; ${REMEDY}`)
  const request = isOwn(req) ? req : (held(req, ['raw', 'req'], isRequest) ?? (isRequest(req) ? req : undefined))
  if (!request) throw new TypeError(`toNodeHandler takes a request of Node's as its first argument, not ${typeName(req)}; ${REMEDY}`)
  return { request, response, holders: request === req ? [req] : [req, request], reply: response === res ? undefined : res }
}

/** In turn: Fastify 3 warns when its old names are read. */
function held(wrapper, names, is) {
  const name = names.find((each) => is(wrapper?.[each]))
  return name && wrapper[name]
}

const REMEDY =
  'of Koa pass ctx.req and ctx.res; Fastify has webhookPlugin of webhook-verifier/fastify; a Fetch Request goes to the handler itself'

/** Express requests have `res`, and Next.js ones more: they are Node's own all the same. */
const isOwn = (req) => isRequest(req) && !isRequest(req.raw) && !(typeof req.on !== 'function' && isRequest(req.req))
