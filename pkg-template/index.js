// Each entry of the package is this list with a loader of its own; see scripts/build.mjs.
export { WebhookError } from './lib/verifier/error.js'
export { parseUnverifiedEvent } from './lib/verifier/event.js'
export { createWebhookHandler } from './handler.js'
export { WebhookVerifier } from './lib/verifier/verifier.js'
export { signWebhook, verifyWebhook } from './lib/verifier/snippet.js'
