export { WebhookError } from './error.js'
export { parseUnverifiedEvent } from './event.js'
export { WebhookVerifier } from './verifier.js'
export { signWebhook, verifyWebhook } from './webhook.js'
