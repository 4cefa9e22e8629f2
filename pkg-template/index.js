// Each entry of the package is this list with a loader of its own; see scripts/build.mjs.
export { WebhookError } from './lib/verifier/error.ts'
export { parseUnverifiedEvent } from './lib/verifier/event.ts'
export { createWebhookHandler } from './handler.js'
export { WebhookVerifier } from './lib/verifier/verifier.ts'
export { signWebhook, verifyWebhook } from './lib/verifier/snippet.ts'
