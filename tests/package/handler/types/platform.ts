// `context.platform` has the adapter's types without a cast, where the handler is made in the place that calls it.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { APIGatewayProxyEventV2, APIGatewayProxyResultV2, Context } from 'aws-lambda'
import express from 'express'
import fastify, { type FastifyReply, type FastifyRequest } from 'fastify'
import { createWebhookHandler, type HandlerContext } from 'webhook-verifier'
import { toLambdaHandler } from 'webhook-verifier/aws-lambda'
import { webhookPlugin, type WebhookPluginOptions } from 'webhook-verifier/fastify'
import { toNodeHandler } from 'webhook-verifier/node'

const secret = process.env['WEBHOOK_SECRET']

createServer(
  toNodeHandler(
    createWebhookHandler({
      secret,
      on: {
        'job.completed'(event, { platform: [req, res] }) {
          const address: string | undefined = req.socket.remoteAddress
          res.setHeader('x-handled', '1')
          // @ts-expect-error: a request of Node's has no such member
          req.nothing
          return [event.data.output_url, address]
        }
      }
    })
  )
)

const app = express()
app.post('/webhook', toNodeHandler(createWebhookHandler({ secret, onEvent: (event, { platform: [req] }) => [event.type, req.url] })))
const routed = createWebhookHandler({
  secret,
  onEvent(event, { platform: [req, res] }: HandlerContext<readonly [express.Request, express.Response]>) {
    return [event.type, req.ip, req.params, res.locals]
  }
})
app.post('/annotated', toNodeHandler(routed))

const plugin = fastify()
plugin.register(webhookPlugin, {
  routes: {
    '/webhook': createWebhookHandler({
      secret,
      onEvent: (event, { platform: [request, reply] }) => request.log.info([event.type, reply.sent])
    }),
    '/annotated': createWebhookHandler({
      secret,
      onEvent(event, { platform: [request, reply] }: HandlerContext<readonly [FastifyRequest, FastifyReply]>) {
        request.log.info([event.type, request.routeOptions.url, reply.elapsedTime])
      }
    })
  }
} satisfies WebhookPluginOptions)

export const lambda: (event: APIGatewayProxyEventV2, context: Context) => Promise<APIGatewayProxyResultV2> = toLambdaHandler(
  createWebhookHandler({
    secret,
    onEvent: (event, { platform: [{ rawPath }, context] }) => [event.type, rawPath.length, context.getRemainingTimeInMillis()]
  })
)

const annotated = createWebhookHandler({
  secret,
  onEvent(event, { platform: [req] }: HandlerContext<readonly [IncomingMessage, ServerResponse]>) {
    return [event.type, req.socket.remotePort]
  }
})
createServer(toNodeHandler(annotated))

createWebhookHandler({
  secret,
  onEvent(event, { platform }) {
    // @ts-expect-error: nothing says on which platform it runs
    platform[0].socket
  }
})
