// This package in a server: its handler, with and without the memory store, and its verifier called by hand.
import { createWebhookHandler, WebhookVerifier } from 'webhook-verifier'
import { SECRETS } from '../secret.mjs'

const REPLAY = { handler: false, handlerMemory: undefined }

export function handler(contender, secretCount) {
  return createWebhookHandler({ secrets: SECRETS.slice(0, secretCount), replay: REPLAY[contender], on: { 'job.completed'() {} } })
}

/** Returns a function of a request's headers and bytes that returns the status of the answer. */
export function byHand(secretCount) {
  const verifier = new WebhookVerifier({ secrets: SECRETS.slice(0, secretCount) })
  return (headers, body) => {
    const result = verifier.safeVerify({ headers, body })
    return result.ok && result.event.data.id ? 204 : 401
  }
}
