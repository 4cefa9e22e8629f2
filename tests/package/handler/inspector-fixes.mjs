// The fixes that the inspector shows by framework, each as a file to compile: the snippet, and the app around it.
import { loadSource } from '../load-source.mjs'

const VERIFIER = `import { WebhookVerifier, createWebhookHandler } from 'webhook-verifier'
const verifier = new WebhookVerifier('whsec_test')
const handler = createWebhookHandler({ verifier, onEvent() {} })`

/** Before the snippet, in place of its ellipsis, and after it. */
const AROUND = {
  'Express': ["import express from 'express'\nconst app = express()", 'res.send(event.name)'],
  'Fastify': ["import fastify from 'fastify'\nconst app = fastify()"],
  'Next.js': ["import { toNodeHandler } from 'webhook-verifier/node'", 'return new Response(event.name)'],
  'Nest': [
    `import { NestFactory } from '@nestjs/core'
import type { RawBodyRequest } from '@nestjs/common'
declare const AppModule: new () => unknown
declare const req: RawBodyRequest<import('express').Request>`
  ],
  'Hono': ["import { Hono } from 'hono'\nconst app = new Hono()", 'return new Response(event.name)'],
  'Koa': [
    `import rawBody from 'raw-body'
declare const ctx: { req: import('node:http').IncomingMessage, headers: import('node:http').IncomingHttpHeaders }`
  ],
  'AWS Lambda': ["declare const event: import('aws-lambda').APIGatewayProxyEventV2"],
  'Workers, Deno, Bun': [
    'const server: { fetch(request: Request): Promise<Response> } = {',
    'return new Response(event.name)',
    '}\nexport default server'
  ]
}

/** Pairs of a framework and the text of its file. A framework that is not known here fails. */
export async function inspectorFixes() {
  const { fixesFor } = await loadSource('inspector/fixes.ts')
  return fixesFor('body_parsed').map((/** @type {{ framework: string, code: string }} */ { framework, code }) => {
    const around = AROUND[/** @type {keyof typeof AROUND} */ (framework)]
    if (!around) throw new Error(`no app around the fix for ${framework}`)
    const [before, body = '', after = ''] = around
    const imports = /^(import .*\n|\n)*/.exec(code)?.[0] ?? ''
    const rest = code.slice(imports.length).replaceAll('…', body)
    return [framework, `${VERIFIER}\n${imports}${before}\n${rest}\n${after}\nexport {}\nvoid [verifier, handler]\n`]
  })
}
