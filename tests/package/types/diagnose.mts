// Diagnosis, with no types of a platform.
import { diagnoseWebhook, readCapture, type Capture, type CaptureError, type Diagnosis, type Finding } from 'webhook-verifier/diagnose'

declare const unset: string | undefined
diagnoseWebhook({ headers: {}, body: '', secret: unset })
diagnoseWebhook({ headers: {}, body: '', secret: unset, secrets: undefined, now: undefined })
const diagnosis: Diagnosis = diagnoseWebhook({ headers: { 'x-webhook-signature': undefined }, body: { parsed: true }, secrets: undefined })
const found: Finding[] = diagnosis.findings
const certainty: 'proved' | 'likely' | 'none' | undefined = found[0]?.certainty
diagnoseWebhook({
  headers: [],
  body: '',
  secrets: [{ id: 'a', secret: 'b', notAfter: new Date() }, 'c'],
  now: () => new Date(),
  toleranceSeconds: 1
})
void [certainty, diagnosis.verified]

const { capture, error } = readCapture('POST / HTTP/1.1', { entry: 0, files: { 'body.json': new Uint8Array() } })
if (capture) {
  const { headers, body, kind }: Capture = capture
  void [diagnoseWebhook({ headers, body, secrets: 'a' }), diagnoseWebhook({ ...capture, secrets: 'a' }), kind === 'har']
} else {
  const { line, choices }: CaptureError = error
  void [line.toFixed(), choices?.[0]?.url]
}
// @ts-expect-error a paste is text or bytes
readCapture({})

// @ts-expect-error nothing to accept a delivery by
void diagnosis.event
// @ts-expect-error secrets are needed
diagnoseWebhook({ headers: [], body: '' })
