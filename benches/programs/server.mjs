// A server process that is measured: `server.mjs <contender>`, forked. It sends its port, and its processor time when asked.
import { createHmac, timingSafeEqual } from 'node:crypto'
import { createServer } from 'node:http'
import { SECRET } from './secret.mjs'

const [contender] = process.argv.slice(2)

/** Calls `answer` with the request's raw body and sends the status it returns. */
const buffered = (answer) => (request, response) => {
  const pieces = []
  request.on('data', (piece) => pieces.push(piece))
  request.on('end', () => response.writeHead(answer(request.headers, Buffer.concat(pieces))).end())
}

const CONTENDERS = {
  snippet: () =>
    buffered((headers, body) => {
      const signed = `${headers['x-webhook-timestamp']}.${body}`
      const expected = Buffer.from('sha256=' + createHmac('sha256', SECRET).update(signed).digest('hex'))
      const given = Buffer.from(headers['x-webhook-signature'] ?? '')
      if (expected.length !== given.length || !timingSafeEqual(expected, given)) return 401
      return JSON.parse(body).data.id ? 204 : 400
    }),
  async safeVerify() {
    const { WebhookVerifier } = await import('webhook-verifier')
    const verifier = new WebhookVerifier(SECRET)
    return buffered((headers, body) => (verifier.safeVerify({ headers, body }).event?.data.id ? 204 : 401))
  },
  handler: () => handler({ replay: false }),
  handlerMemory: () => handler({}),
}

async function handler(options) {
  const { createWebhookHandler } = await import('webhook-verifier')
  const { toNodeHandler } = await import('webhook-verifier/node')
  return toNodeHandler(createWebhookHandler({ secrets: SECRET, ...options, on: { 'job.completed'() {} } }))
}

const server = createServer(await CONTENDERS[contender]())
server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }))
process.on('message', () => process.send(process.cpuUsage()))
process.on('disconnect', () => process.exit())
