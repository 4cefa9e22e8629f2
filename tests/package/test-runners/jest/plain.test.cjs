// The environment of a user who only sets jsdom: a page without TextEncoder and TextDecoder.
const { signWebhook, verifyWebhook, WebhookError, WebhookVerifier } = require('webhook-verifier')

const time = '2026-01-01T00:00:00.000Z'
const body = '{"event":"job.completed","data":{"id":"job_1","title":"für 5 €"}}'
const signature = signWebhook(body, time, 'whsec_plain')
const headers = { 'x-webhook-timestamp': time, 'x-webhook-signature': signature }
const verifier = new WebhookVerifier({ secrets: 'whsec_plain', now: () => new Date(time) })

test('a page without coders', () => {
  expect(typeof document).toBe('object')
  expect([typeof TextEncoder, typeof TextDecoder]).toEqual(['undefined', 'undefined'])
})

test('verifies', () => {
  expect(signature).toBe('sha256=5197056fba8d8e432e3babd09d83c6261c22ad72e3211addc76000e7949c9435')
  expect(verifyWebhook(body, time, signature, 'whsec_plain')).toBe(true)
  expect(verifyWebhook(`${body} `, time, signature, 'whsec_plain')).toBe(false)
})

test('an event', () => {
  const event = verifier.verify({ headers, body: Buffer.from(body) })
  expect(event.data).toEqual({ id: 'job_1', title: 'für 5 €' })
  expect(event.rawBody).toBeInstanceOf(Uint8Array)
  expect(Buffer.from(event.rawBody).toString()).toBe(body)
})

test('a refusal', () => {
  const { ok, error } = verifier.safeVerify({ headers, body: body.replace('5', '6') })
  expect([ok, error.code, error instanceof WebhookError]).toEqual([false, 'signature_mismatch', true])
})
