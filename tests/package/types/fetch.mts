// The test kit where a platform has types of its own for Requests.
import { createWebhookHandler } from 'webhook-verifier'
import { assertRejectsForgeries, jobCompleted, signedDelivery, signedRequest } from 'webhook-verifier/testing'

const handler = createWebhookHandler({ secrets: 'k', onEvent() {} })
const request: Request = signedRequest('https://receiver.example/webhook', { payload: jobCompleted(), secret: 'k' })
const response: Promise<Response> = handler(request)
const { headers, body } = signedDelivery({ payload: jobCompleted(), secret: 'k' })
void [response, fetch('https://receiver.example/webhook', { method: 'POST', headers, body })]
void assertRejectsForgeries(async (request: Request) => new Response(request.url), { secret: 'k' })
