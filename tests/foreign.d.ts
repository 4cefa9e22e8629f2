// Modules that tests import where they run: of other runtimes, of applications with packages of their own, and of the suite as it was
// copied into such an application.

declare module 'bun'
declare module 'bun:sqlite'
declare module 'cloudflare:workers'
declare module 'vitest/config'
declare module 'react'
declare module 'ioredis'
declare module '@aws-sdk/client-sqs'
declare module '@astrojs/node'
declare module '@azure/functions'
declare module '@google-cloud/functions-framework'
declare module '@opentelemetry/api'
declare module '@opentelemetry/exporter-metrics-otlp-http'
declare module '@opentelemetry/sdk-metrics'
declare module 'prom-client'
declare module 'fastify'
declare module 'hash-wasm'
declare module '@noble/hashes/hmac.js'
declare module '@noble/hashes/sha2.js'
declare module '@noble/hashes/utils.js'
declare module '@octokit/webhooks-methods'
declare module 'standardwebhooks'
declare module 'stripe'
declare module 'svix'
declare module '@astrojs/cloudflare'
declare module '@cloudflare/vite-plugin'
declare module '@cloudflare/vitest-plugin'
declare module '@cloudflare/vitest-pool-workers'
declare module '@sveltejs/adapter-cloudflare'
declare module '@sveltejs/kit/vite'
declare module 'node:sqlite'
declare module '*/answer.js'
declare module '*/runtimes/report.mjs'
declare module '*/runtimes/one-package.mjs'
declare module '*/node_modules/webhook-verifier/index.js'
declare module '*.wasm?url'

// Frameworks of the examples: only the functions whose callbacks would have no types otherwise.
type ForeignCallback = (...args: Foreign[]) => Foreign
declare module 'bullmq' {
  export const Queue: Foreign
  export class Worker {
    constructor(queue: string, work: ForeignCallback, options: object)
    on: Foreign
    close: Foreign
  }
}
declare module 'elysia' {
  export class Elysia {
    constructor(options?: object)
    post(path: string, handler: ForeignCallback, options?: object): this
    listen: Foreign
    server: Foreign
  }
}
declare module '@hapi/hapi' {
  export function server(options: object): {
    route(route: { method: string; path: string; options?: object; handler: ForeignCallback }): void
    start: Foreign
    info: Foreign
  }
}
declare module '@hono/node-server' {
  export function serve(options: object, listening: ForeignCallback): Foreign
}
declare module 'hono' {
  export class Hono {
    post(path: string, handler: ForeignCallback): this
    fetch: Foreign
  }
}
declare module 'koa' {
  export default class {
    use(middleware: ForeignCallback): this
    listen: Foreign
  }
}
declare module 'express' {
  function express(): { listen(...args: [...where: Foreign[], listening: ForeignCallback]): Foreign; [member: string]: Foreign }
  namespace express {
    const json: Foreign
    const raw: Foreign
  }
  export default express
}
declare module 'h3' {
  export class H3 {
    post(path: string, handler: ForeignCallback): this
  }
  export const serve: Foreign
  export function defineEventHandler(handler: ForeignCallback): Foreign
}
declare module '#imports' {
  export function defineEventHandler(handler: ForeignCallback): Foreign
  export const toWebRequest: Foreign
}

// Global functions of test runners.
declare function test(name: string, work: () => unknown, millis?: number): void
declare function expect(value: unknown): any

/** The verdict and the lines of a suite in EdgeVM. */
declare var finished: Promise<{ good?: boolean; text: string }>

/** The name of Next's other runtime, where that runs. */
declare var EdgeRuntime: string | undefined

declare namespace JSX {
  interface IntrinsicElements {
    [element: string]: object
  }
}

declare var Deno: any
declare var Bun: any
declare var WebSocketPair: any

/** A value of a package or a runtime that this check does not see. */
type Foreign = any

type Tested<Entry> = import('./suite/cases.d.ts').Tested<Entry>

/** The entries of the package, wherever a test requires an installed one. Literal names, so that these overloads are tried first. */
declare namespace NodeJS {
  interface Require {
    (entry: 'webhook-verifier'): import('./suite/cases.d.ts').Library
    (entry: 'webhook-verifier/slim'): import('./suite/cases.d.ts').Library & Pick<typeof import('webhook-verifier/slim'), 'init'>
    (entry: 'webhook-verifier/node'): Tested<typeof import('webhook-verifier/node')>
    (entry: 'webhook-verifier/fastify'): Tested<typeof import('webhook-verifier/fastify')>
    (entry: 'webhook-verifier/aws-lambda'): Tested<typeof import('webhook-verifier/aws-lambda')>
    (entry: 'webhook-verifier/delivery'): Tested<typeof import('webhook-verifier/delivery')>
    (entry: 'webhook-verifier/diagnose'): Tested<typeof import('webhook-verifier/diagnose')>
    (entry: 'webhook-verifier/testing'): Tested<typeof import('webhook-verifier/testing')>
    (entry: 'webhook-verifier/replay'): Tested<typeof import('webhook-verifier/replay/memory')>
    (entry: 'webhook-verifier/replay/redis'): Tested<typeof import('webhook-verifier/replay/redis')>
    (entry: 'webhook-verifier/replay/postgres'): Tested<typeof import('webhook-verifier/replay/postgres')>
    (entry: 'webhook-verifier/replay/sqlite'): Tested<typeof import('webhook-verifier/replay/sqlite')>
    (entry: 'webhook-verifier/replay/d1'): Tested<typeof import('webhook-verifier/replay/d1')>
    (entry: 'webhook-verifier/replay/durable-object'): Tested<typeof import('webhook-verifier/replay/durable-object')>
    (entry: 'webhook-verifier/replay/deno-kv'): Tested<typeof import('webhook-verifier/replay/deno-kv')>
  }
}
