// The slim entry, with no types of a platform: the module is any object, and its import whatever the bundler makes it.
import * as main from 'webhook-verifier'
import { init, WebhookError, WebhookVerifier, verifyWebhook } from 'webhook-verifier/slim'
import module from 'webhook-verifier/verifier.wasm'

init(module)
const verified: boolean = verifyWebhook('{}', null, null, 'k')
const verifier: main.WebhookVerifier = new WebhookVerifier('k')
const error: main.WebhookError = new WebhookError('missing_header', 401, 'x')
void [verified, verifier, error]

// @ts-expect-error a text is no module
init('verifier.wasm')
// @ts-expect-error the main entry has its module
void main.init
