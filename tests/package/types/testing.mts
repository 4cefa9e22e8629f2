// The test kit with no types of a platform: lib es2022 and nothing else. Compiled as .mts and as .cts.
import { createWebhookHandler, type WebhookVerifier, type WebhookErrorCode } from 'webhook-verifier'
import {
  assertRejectsForgeries,
  attackDeliveries,
  attackEndpoint,
  checklistDeliveries,
  jobCompleted,
  jobError,
  jobFailed,
  jobStarted,
  signedDelivery,
  signedRequest,
  signedRetry,
  type AttackDelivery,
  type AttackOptions,
  type AttackReport,
  type AttackStep,
  type Finding,
  type TestPayload
} from 'webhook-verifier/testing'

/** Compiles only where both types are the same. */
type Same<One, Other> = (<T>() => T extends One ? 1 : 2) extends <T>() => T extends Other ? 1 : 2 ? true : false
const same = <Verdict extends true>(): Verdict | void => undefined

declare const text: string
declare const bytes: Uint8Array
declare const verifier: WebhookVerifier
const handler = createWebhookHandler({ secrets: text, onEvent() {} })

const payloads: TestPayload[] = [
  jobStarted(),
  jobCompleted({ id: 'job_1', output_url: text, other: [1] }),
  jobFailed({ error: jobError('insufficient_credits') }),
  jobFailed({ error: jobError('a code of tomorrow', { request_id: text }) })
]
same<Same<ReturnType<typeof jobFailed>['event'], 'job.failed'>>()

const delivery = signedDelivery({ payload: jobCompleted(), secret: text, now: new Date(0), deliveryId: text })
same<Same<typeof delivery.body, string>>()
same<Same<ReturnType<typeof signedDelivery>['headers'], { [name: string]: string }>>()
for (const payload of [...payloads, text, bytes, { event: text }]) {
  verifier.verify(signedDelivery({ payload, secret: bytes, now: () => new Date(0) }))
}
const raw = signedDelivery({ payload: bytes, secret: text })
same<Same<typeof raw.body, string | Uint8Array>>()
same<Same<ReturnType<typeof signedRetry<typeof delivery>>['body'], string>>()
verifier.verify(signedRetry(delivery, { secret: text }))
const answer = handler(signedRequest(text, { payload: jobStarted(), secret: text }))
void answer.then(({ status }) => status)

for (const { name, headers, body, expect, retryOf } of checklistDeliveries({ secret: text })) {
  same<Same<typeof expect, 'accepted' | 'timestamp_too_old'>>()
  void [name, retryOf, verifier.safeVerify({ headers, body })]
}

const attacks: AttackDelivery[] = attackDeliveries({ secret: text, now: () => new Date(0) })
for (const { name, headers, body, expect, attacker, impact, method } of attacks) {
  same<Same<typeof expect, WebhookErrorCode>>()
  same<Same<typeof attacker, 'anyone' | 'eavesdropper' | 'sender'>>()
  same<Same<typeof method, string | undefined>>()
  void [name, impact, verifier.safeVerify({ headers, body })]
}

const options: AttackOptions = {
  secret: text,
  now: () => new Date(0),
  countHandled: async () => 1,
  headers: { authorization: text },
  url: text,
  timeoutSeconds: 1,
  skip: [text],
  onProgress: ({ done, total, name, verdict, status }: AttackStep) => void [done, total, name, verdict, status]
}
const reports: Promise<AttackReport>[] = [
  assertRejectsForgeries(text, { secret: text }),
  assertRejectsForgeries(handler, options),
  attackEndpoint(async () => ({ status: 200 }), { secret: bytes, countHandled: () => 1 }),
  attackEndpoint(() => ({ status: 200 }), options)
]
void Promise.all(reports).then((all) => all.forEach(look))
function look(report: AttackReport) {
  same<Same<typeof report.ok, boolean>>()
  same<Same<ReturnType<typeof report.toString>, string>>()
  const findings: Finding[] = [...report.accepted, ...report.crashed, ...report.inconclusive, ...report.refused]
  for (const { status, reason, detail, expect } of findings) void [status, reason, detail, expect]
  same<Same<ReturnType<typeof report.toJSON>['refused'], number>>()
  for (const { problem } of report.controls) same<Same<typeof problem, string | undefined>>()
}

// @ts-expect-error no secret
signedDelivery({ payload: jobStarted() })
// @ts-expect-error a payload is an object or a body
signedDelivery({ payload: 1, secret: text })
// @ts-expect-error no secret
attackDeliveries({})
// @ts-expect-error a target is a URL or a function
void assertRejectsForgeries({}, { secret: text })
// @ts-expect-error a misspelt option
void assertRejectsForgeries(text, { secret: text, handled: () => 1 })
