// A small app that imports the package, with a library that requires it: there must be one of it in the bundle.
import * as imported from 'webhook-verifier'
import { required } from './library.cjs'

const { WebhookError, WebhookVerifier } = imported
const time = '2026-01-01T00:00:00.000Z'
const body = '{"event":"job.completed","data":{"id":"job_1"}}'
const verifier = new WebhookVerifier({ secrets: 'whsec_app', now: () => new Date(time) })
const headers = { 'x-webhook-timestamp': time, 'x-webhook-signature': required.signWebhook(body, time, 'whsec_app') }

/**
 * Whether what the library would catch is thrown.
 * @param {string} forged
 */
function isRefused(forged) {
  try {
    verifier.verify({ headers, body: forged })
  } catch (error) {
    return error instanceof required.WebhookError && error.code === 'signature_mismatch'
  }
}

const checks = [
  required.WebhookError === WebhookError,
  required.verifyWebhook(body, time, headers['x-webhook-signature'], 'whsec_app'),
  verifier.verify({ headers, body }).data.id === 'job_1',
  isRefused(body.replace('job_1', 'job_2'))
]
const passed = checks.filter(Boolean).length
console.log(`${passed} passed, ${checks.length - passed} failed`)
