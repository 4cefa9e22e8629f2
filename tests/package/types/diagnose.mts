// Diagnosis, with no types of a platform.
import { diagnoseWebhook, type Diagnosis, type Finding } from 'webhook-verifier/diagnose'

const diagnosis: Diagnosis = diagnoseWebhook({ headers: { 'x-webhook-signature': undefined }, body: { parsed: true }, secrets: undefined })
const found: Finding[] = diagnosis.findings
const certainty: 'proved' | 'likely' | undefined = found[0]?.certainty
diagnoseWebhook({ headers: [], body: '', secrets: [{ id: 'a', secret: 'b', notAfter: new Date() }, 'c'], now: () => new Date(), toleranceSeconds: 1 })
void [certainty, diagnosis.verified]

// @ts-expect-error nothing to accept a delivery by
void diagnosis.event
// @ts-expect-error secrets are needed
diagnoseWebhook({ headers: [], body: '' })
