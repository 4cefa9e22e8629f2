// The app around the fragments of the documentation: what they use and do not import.
type Express = import('express').Express
type Hono = { post(path: string, handler: (context: { req: { raw: Request } }) => unknown): void }
type Fastify = Pick<import('fastify').FastifyInstance, 'register'>
type Handler = import('webhook-verifier').WebhookHandler

declare const app: Hono & Express & Fastify
declare const handler: Handler
type KoaContext = { path: string; req: import('node:http').IncomingMessage; res: import('node:http').ServerResponse }
declare const koa: { use(middleware: (context: KoaContext, next: () => Promise<unknown>) => unknown): unknown }
declare const h3: { post(path: string, handler: (event: { req: Request }) => unknown): unknown }
declare const elysia: { post(path: string, handler: (context: { request: Request }) => unknown, options: { parse: 'none' }): unknown }
type NodeEvent = { node: { req: import('node:http').IncomingMessage } }
declare const defineEventHandler: (handler: (event: NodeEvent) => unknown) => unknown
declare const toWebRequest: (event: NodeEvent) => Request
declare const defineHandler: (handler: (event: { req: Request }) => unknown) => unknown
declare const toLambdaHandler: typeof import('webhook-verifier/aws-lambda').toLambdaHandler
type ALBEvent = import('aws-lambda').ALBEvent
type Context = import('aws-lambda').Context
declare const Counter: new (options: {
  name: string
  help: string
  labelNames: string[]
}) => { inc(labels: { [name: string]: string }): void }
type HapiRequest = { raw: { req: import('node:http').IncomingMessage; res: import('node:http').ServerResponse } }
declare const hapi: {
  route(route: {
    method: string
    path: string
    options: { payload: { output: 'stream'; parse: boolean; maxBytes: number } }
    handler: (request: HapiRequest, h: { abandon: symbol }) => Promise<symbol>
  }): unknown
}
declare const createServer: typeof import('node:http').createServer
declare const toNodeHandler: typeof import('webhook-verifier/node').toNodeHandler
declare const save: (url: string | undefined) => Promise<void>
declare const onRequest: (listener: (req: import('express').Request, res: import('express').Response) => unknown) => unknown
declare const http: (name: string, listener: (req: import('express').Request, res: import('express').Response) => unknown) => unknown
declare const Controller: () => ClassDecorator
declare const Post: (path: string) => MethodDecorator
declare const Req: () => ParameterDecorator
declare const Res: () => ParameterDecorator
declare const Deno: {
  serve(handler: (request: Request) => Promise<Response>): unknown
  openKv(): Promise<import('webhook-verifier/replay/deno-kv').ReplayKv>
}
declare const Bun: { serve(options: { fetch(request: Request): Promise<Response> }): unknown }

declare const url: string
declare const env: {
  REPLAY: import('webhook-verifier/replay/durable-object').ReplayNamespace
  DB: import('webhook-verifier/replay/d1').ReplayD1
}
declare const ask: (command: readonly unknown[]) => Promise<unknown>
declare const createClient: (options: { url: string }) => any
declare const Redis: {
  new (url: string): import('webhook-verifier/replay/redis').IoredisClient
  fromEnv(): import('webhook-verifier/replay/redis').RedisScripts
}
declare const pool: { query(text: string, values?: unknown[]): Promise<{ rows: unknown[] }> }
declare const pg: { Pool: new () => any }

/** That of save-refused.mjs. */
declare const savingHandler: (request: Request, ...platform: readonly unknown[]) => Promise<Response>

declare module '@vercel/functions' {
  export const waitUntil: (promise: Promise<unknown>) => void
}
declare module 'cloudflare:workers' {
  export const env: { WEBHOOK_SECRET: string; REPLAY: import('webhook-verifier/replay/durable-object').ReplayNamespace }
}
