// One instance and one WebhookError for `import` and `require` alike.
import cjs from './unread.cjs'

export const { WebhookError, WebhookVerifier, createWebhookHandler, parseUnverifiedEvent, signWebhook, verifyWebhook } = cjs
