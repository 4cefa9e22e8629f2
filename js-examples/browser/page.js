// A page that checks a pasted delivery. Run it: `npm install`, then `npm start`. To put it on a server of static files:
// `npm run build`, and serve www/.
import { WebhookVerifier } from 'webhook-verifier'

const form = document.querySelector('form')
const { timestamp, signature, body, secret, verdict } = form.elements

form.addEventListener('submit', (event) => {
  event.preventDefault()
  try {
    verdict.value = judge(new WebhookVerifier(secret.value))
  } catch (error) {
    verdict.value = error.message // a mistake in the form, such as a space before the secret
  }
})

/** The verifier's key is wiped when it has said what it has to say. */
function judge(/** @type {WebhookVerifier} */ verifier) {
  const headers = { 'X-Webhook-Timestamp': timestamp.value, 'X-Webhook-Signature': signature.value }
  const result = verifier.safeVerify({ headers, body: body.value })
  verifier.dispose()
  return result.ok ? `genuine: ${result.event.name} of ${result.event.data.id}` : `refused: ${result.error.code}: ${result.error.message}`
}
