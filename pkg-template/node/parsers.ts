// The error for a body that was read already: it names the parser, as far as can be told, and one remedy.

import type { BodyHolder } from './messages.ts'

const SIGNED = 'The signature covers the raw bytes.'

/** Returns a message by what a framework has left: Next.js, Nest and Fastify can be told by their objects, Express by its own. */
export function culprit(holders: readonly BodyHolder[]): string {
  const { rawBody, body } = holders[0] as BodyHolder
  const reason = reasonFor(rawBody, body)
  return `The body was read already, ${reason}. ${SIGNED} ${remedyFor(holders)}`
}

function reasonFor(rawBody: unknown, body: unknown): string {
  if (typeof rawBody === 'string') return 'and req.rawBody is a string; bytes are needed'
  if (typeof body === 'string') return 'by express.text() or another parser that left a string in req.body'
  const parser = 'by express.json(), express.urlencoded() or another parser'
  return body === undefined || body === null
    ? 'and neither req.rawBody nor req.body holds its bytes'
    : `${parser} that left its result in req.body`
}

const REMEDIES = {
  next: 'Next.js: export const config = { api: { bodyParser: false } } from the file of this API route.',
  fastify: 'Fastify: use webhookPlugin of webhook-verifier/fastify; on Nest, pass { rawBody: true } to NestFactory.create.',
  unknown: 'Call the handler before anything reads the request, or assign the bytes of the body to req.rawBody.',
  koa: 'Koa: put the webhook before the body parser.',
  express:
    'Put the webhook before the parser, or let it keep the bytes: ' +
    'express.json({ verify: (req, res, bytes) => { req.rawBody = bytes } }); in Nest { rawBody: true }, which fills req.rawBody.'
}

function remedyFor(holders: readonly BodyHolder[]): string {
  const [first] = holders as [BodyHolder]
  const req = holders.at(-1) as BodyHolder
  // Only the Pages Router of Next.js adds all of these to Node's own request.
  if ('query' in req && 'cookies' in req && ('preview' in req || 'previewData' in req || 'draftMode' in req)) return REMEDIES.next
  if (first === req && req.body == null && req.rawBody == null) return REMEDIES.unknown
  if (first !== req) return first.raw === req ? REMEDIES.fastify : REMEDIES.koa
  return REMEDIES.express
}
