// A handler, and what it has seen with its own eyes: events, requests and platforms, not texts of them.
import { library } from '../installed.mjs'
import { SECRET } from './signed-deliveries.mjs'

const { createWebhookHandler } = library

/** @param {object} [more] */
export function receiver(more) {
  /** @type {Record<'handled' | 'rejected' | 'errors' | 'platforms', any[]>} */
  const seen = { handled: [], rejected: [], errors: [], platforms: [] }
  const handler = createWebhookHandler({
    secrets: SECRET,
    maxBodyBytes: 100_000,
    bodyTimeoutSeconds: 0.3,
    onEvent: (event, { platform, request }) => void (seen.handled.push(event), seen.platforms.push({ platform, request })),
    onRejected: ({ code }) => void seen.rejected.push(code),
    onError: (error) => void seen.errors.push(error),
    ...more
  })
  return { ...seen, handler }
}
