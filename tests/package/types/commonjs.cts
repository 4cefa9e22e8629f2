// The older spelling of CommonJS in TypeScript.
import webhooks = require('webhook-verifier')
import slim = require('webhook-verifier/slim')
import wasm = require('webhook-verifier/webhook_verifier_bg.wasm')

const verifier: webhooks.WebhookVerifier = new webhooks.WebhookVerifier('k')
const event: webhooks.WebhookEvent = verifier.verify({ headers: {}, body: '' })
const known: boolean = webhooks.verifyWebhook(event.rawBody, event.timestamp, event.signature, 'k')
slim.init(wasm.default)
void known
