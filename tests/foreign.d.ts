// Modules that tests import where they run: of other runtimes, of applications with packages of their own, and of the suite as it was
// copied into such an application.

declare module 'bun'
declare module 'bun:sqlite'
declare module 'cloudflare:workers'
declare module 'vitest/config'
declare module 'react'
declare module 'bullmq'
declare module 'ioredis'
declare module 'elysia'
declare module '@hapi/hapi'
declare module '@hono/node-server'
declare module 'hono'
declare module 'koa'
declare module '@aws-sdk/client-sqs'
declare module '@astrojs/node'
declare module '@azure/functions'
declare module '@google-cloud/functions-framework'
declare module '#imports'
declare module '@opentelemetry/api'
declare module '@opentelemetry/exporter-metrics-otlp-http'
declare module '@opentelemetry/sdk-metrics'
declare module 'prom-client'
declare module 'express'
declare module 'fastify'
declare module 'hash-wasm'
declare module '@noble/hashes/hmac.js'
declare module '@noble/hashes/sha2.js'
declare module '@noble/hashes/utils.js'
declare module '@octokit/webhooks-methods'
declare module 'standardwebhooks'
declare module 'stripe'
declare module 'svix'
declare module 'h3'
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

// Global functions of test runners.
declare function test(name: string, work: () => unknown, millis?: number): void
declare function expect(value: unknown): any

declare var Deno: any
declare var Bun: any
declare var WebSocketPair: any
