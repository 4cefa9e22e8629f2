// One instance and one WebhookError for `import` and `require` alike.
import cjs from './node.cjs'

export const { WebhookError, WebhookVerifier, parseUnverifiedEvent, signWebhook, verifyWebhook } = cjs
