// One instance and one WebhookError for `import` and `require` alike.
import cjs from './node.cjs'

export const { WebhookError, WebhookVerifier, createWebhookHandler, parseUnverifiedEvent, signWebhook, verifyWebhook } = cjs
