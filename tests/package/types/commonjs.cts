// TypeScript's own form of `require`.
import webhooks = require('webhook-verifier')
import slim = require('webhook-verifier/slim')
import kit = require('webhook-verifier/testing')
import wasm = require('webhook-verifier/verifier.wasm')

const verifier: webhooks.WebhookVerifier = new webhooks.WebhookVerifier('k')
const event: webhooks.WebhookEvent = verifier.verify({ headers: {}, body: '' })
const known: boolean = webhooks.verifyWebhook(event.rawBody, event.timestamp, event.signature, 'k')
const signed: webhooks.WebhookEvent = verifier.verify(kit.signedDelivery({ payload: kit.jobStarted(), secret: 'k' }))
slim.init(wasm.default)
void [known, signed]
