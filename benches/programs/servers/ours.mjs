// This package in a server: its handler, with and without the memory store, and its verifier called by hand.
import { createWebhookHandler, WebhookVerifier } from 'webhook-verifier'
import { SECRETS } from '../secret.mjs'

/** @import { Body } from '../../figures.d.ts' */

/** @type {Record<string, false | undefined>} */
const REPLAY = { handler: false, handlerMemory: undefined }

/**
 * @param {string} contender
 * @param {number} secretCount
 */
export function handler(contender, secretCount) {
  return createWebhookHandler({ secrets: SECRETS.slice(0, secretCount), replay: REPLAY[contender], on: { 'job.completed'() {} } })
}

/**
 * Returns a function of a request's headers and bytes that returns the status of the answer.
 * @param {number} secretCount
 */
export function byHand(secretCount) {
  const verifier = new WebhookVerifier({ secrets: SECRETS.slice(0, secretCount) })
  return (/** @type {Record<string, string>} */ headers, /** @type {Body} */ body) => {
    const result = verifier.safeVerify({ headers, body })
    return result.ok && result.event.data.id ? 204 : 401
  }
}
