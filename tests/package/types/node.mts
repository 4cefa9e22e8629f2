// With @types/node: its Headers, Request and http messages fit as they are.
import type { IncomingMessage } from 'node:http'
import { verifyWebhook, WebhookVerifier, type HeadersLike } from 'webhook-verifier'

declare const message: IncomingMessage
const verifier = new WebhookVerifier(Buffer.from('k'))
const body = Buffer.from('{}')

const shapes: HeadersLike[] = [message.headers, message.headersDistinct, new Headers(), new Headers().entries()]
for (const headers of shapes) verifier.verify({ headers, body })
verifyWebhook(body, message.headers['x-webhook-timestamp'], message.headers['x-webhook-signature'], process.env['SECRET'] ?? 'k')

const event = await verifier.verifyRequest(new Request('https://receiver.example/'))
const type: 'job.started' | 'job.completed' | 'job.failed' | 'unknown' = event.type
void type

// @ts-expect-error rawHeaders is a flat list, not one of pairs
verifier.verify({ headers: message.rawHeaders, body })
// @ts-expect-error a secret that may be unset
verifyWebhook(body, null, null, process.env['SECRET'])
// @ts-expect-error an http message is no Request
verifier.verifyRequest(message)
