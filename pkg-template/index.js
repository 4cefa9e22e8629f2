// Each entry of the package is this list with a loader of its own; see scripts/build.mjs.
export { WebhookError } from './error.js'
export { parseUnverifiedEvent } from './event.js'
export { createWebhookHandler } from './handler.js'
export { WebhookVerifier } from './verifier.js'
export { signWebhook, verifyWebhook } from './webhook.js'
