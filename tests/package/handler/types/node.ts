import type {
  ALBHandler,
  Handler,
  APIGatewayProxyEvent,
  APIGatewayProxyHandler,
  APIGatewayProxyHandlerV2,
  LambdaFunctionURLHandler
} from 'aws-lambda'
import connect from 'connect'
import express from 'express'
import Fastify from 'fastify'
import { createServer } from 'node:http'
import { createServer as createServer2 } from 'node:http2'
import { createWebhookHandler, WebhookVerifier, type WebhookEvent } from 'webhook-verifier'
import { toLambdaHandler } from 'webhook-verifier/aws-lambda'
import { webhookPlugin } from 'webhook-verifier/fastify'
import { toNodeHandler, verifyNodeRequest } from 'webhook-verifier/node'

const handler = createWebhookHandler({
  secrets: process.env['WEBHOOK_SECRET'] ?? '',
  onEvent: (event, { request }) => console.log(event.data.id, request.headers.get('host'))
})
createServer(toNodeHandler(handler))
createServer2(toNodeHandler(handler))
express().post('/webhook', toNodeHandler(handler))
express().use('/webhook', toNodeHandler(handler))
connect().use('/webhook', toNodeHandler(handler))
Fastify().register(webhookPlugin, { routes: { '/webhook': handler } })
Fastify().register(webhookPlugin, { prefix: '/hooks', routes: { '/webhook': handler } })

const verifier = new WebhookVerifier('k')
express().post('/verify', async (req, res) => {
  const event: WebhookEvent = await verifyNodeRequest(verifier, req)
  res.json(event.data)
})

const lambda = toLambdaHandler(handler)
export const first: APIGatewayProxyHandler = lambda
export const second: APIGatewayProxyHandlerV2 = lambda
export const url: LambdaFunctionURLHandler = lambda
export const balanced: ALBHandler = lambda
export const any: Handler<APIGatewayProxyEvent> = lambda

// @ts-expect-error a plugin needs its routes
Fastify().register(webhookPlugin, { prefix: '/hooks' })
