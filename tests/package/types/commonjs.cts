// The older spelling of CommonJS in TypeScript.
import webhooks = require('webhook-verifier')

const verifier: webhooks.WebhookVerifier = new webhooks.WebhookVerifier('k')
const event: webhooks.WebhookEvent = verifier.verify({ headers: {}, body: '' })
const known: boolean = webhooks.verifyWebhook(event.rawBody, event.timestamp, event.signature, 'k')
void known
