// The same of the slim entry: one `init` serves both.
import cjs from './unread-slim.cjs'

export const { init, WebhookError, WebhookVerifier, createWebhookHandler, parseUnverifiedEvent, signWebhook, verifyWebhook } = cjs
