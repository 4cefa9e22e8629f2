// The error for a body that was read already: it names the framework, as far as can be told, and one remedy.
import type { BodyHolder } from './messages.ts'

const PAGE = 'https://github.com/webhook-verifier/webhook-verifier/blob/main/docs/frameworks.md'

type Framework = 'next' | 'nest' | 'hook' | 'fastify' | 'koa' | 'express' | 'unknown'

/** Returns a message by the objects and members that a framework has left. */
export function culprit(holders: readonly BodyHolder[]): string {
  const { rawBody, body } = holders[0] as BodyHolder
  const framework = frameworkOf(holders)
  const remedy = (typeof rawBody === 'string' && KEPT[framework]) || REMEDIES[framework]
  return `The body was read already, ${reasonFor(framework, rawBody, body)}. The signature covers the raw bytes. ${remedy}.`
}

function reasonFor(framework: Framework, rawBody: unknown, body: unknown): string {
  const parser = (express: string) => (framework === 'express' ? `by ${express} or another parser` : 'by a parser')
  if (typeof rawBody === 'string') return 'and req.rawBody is a string; bytes are needed'
  if (framework === 'hook') return 'by a hook'
  if (typeof body === 'string') return `${parser('express.text()')} that left a string in req.body`
  return body === undefined || body === null
    ? 'and neither req.rawBody nor req.body holds its bytes'
    : `${parser('express.json(), express.urlencoded()')} that left its result in req.body`
}

const REMEDIES: { readonly [framework in Framework]: string } = {
  next: 'Next.js: export const config = { api: { bodyParser: false } } from the file of this API route',
  nest: 'Nest: pass { rawBody: true } to NestFactory.create',
  hook: 'Fastify: keep that hook off the routes of webhookPlugin',
  fastify: 'Fastify: use webhookPlugin of webhook-verifier/fastify',
  koa: 'Koa: put the webhook before the body parser',
  express: `Express: put the route of the webhook before the parser. If that is not possible, see ${PAGE}#express-connect`,
  unknown: `Call the handler before the body is read. For your framework, see ${PAGE}`
}

/** For middleware of the user's that keeps the body as a string. */
const KEPT: { readonly [framework in Framework]?: string } = {
  express: 'Express: assign the Buffer itself to req.rawBody',
  unknown: 'Assign the Buffer itself to req.rawBody'
}

function frameworkOf(holders: readonly BodyHolder[]): Framework {
  const [first] = holders as [BodyHolder]
  const req = holders.at(-1) as BodyHolder
  // Only the Pages Router of Next.js adds all of these to Node's own request.
  if ('query' in req && 'cookies' in req && ('preview' in req || 'previewData' in req || 'draftMode' in req)) return 'next'
  if (isNest(first)) return 'nest'
  // The parser of webhookPlugin leaves the stream.
  if (typeof (first.body as { pipe?: unknown } | null | undefined)?.pipe === 'function') return 'hook'
  if (first !== req) return first.raw === req ? 'fastify' : 'koa'
  return typeof req.app === 'function' ? 'express' : 'unknown'
}

/**
 * Nest needs reflect-metadata. It copies the metadata of its decorators to the functions that it registers on Express, and gives Fastify
 * middleware and a constraint of its own.
 */
function isNest({ route, server }: BodyHolder): boolean {
  const { getMetadataKeys } = Reflect as { getMetadataKeys?: (target: object) => readonly unknown[] }
  if (!getMetadataKeys) return false
  const { routerOptions, constraints } = server?.initialConfig ?? {}
  if (server?.use && (routerOptions?.constraints ?? constraints)?.version) return true
  return route?.stack?.some(({ handle }) => getMetadataKeys(handle).includes('path')) === true
}
