// A user's code, without types of a platform: lib es2022 and nothing else. Compiled as .mts and as .cts.
import {
  parseUnverifiedEvent,
  signWebhook,
  verifyWebhook,
  WebhookError,
  WebhookVerifier,
  type HeadersLike,
  type UnverifiedEvent,
  type WebhookErrorCode,
  type WebhookEvent
} from 'webhook-verifier'

/** Compiles only where both types are the same. */
type Same<One, Other> = (<T>() => T extends One ? 1 : 2) extends <T>() => T extends Other ? 1 : 2 ? true : false
const same = <Verdict extends true>(): Verdict | void => undefined

declare const text: string
declare const bytes: Uint8Array
declare const buffer: ArrayBuffer
declare const view: DataView
declare const plain: { readonly [name: string]: string | readonly string[] | undefined }

same<Same<ReturnType<typeof verifyWebhook>, boolean>>()
same<Same<ReturnType<typeof signWebhook>, string>>()
for (const body of [text, bytes, buffer, view]) {
  verifyWebhook(body, text, text, text)
  verifyWebhook(body, undefined, null, bytes)
  verifyWebhook(body, [text], ['a', 'b'] as const, bytes)
  verifyWebhook(body, plain['x-webhook-timestamp'], plain['x-webhook-signature'], text)
  signWebhook(body, new Date(0), text)
}

const verifiers = [
  new WebhookVerifier(text),
  new WebhookVerifier(bytes),
  new WebhookVerifier({ secrets: text }),
  new WebhookVerifier({
    secrets: [text, bytes, { id: 'a', secret: text }, { id: 'b', secret: bytes, notAfter: new Date(0) }]
  }),
  new WebhookVerifier({
    secrets: text,
    toleranceSeconds: 1,
    futureToleranceSeconds: 0,
    maxBodyBytes: 1e6,
    now: () => new Date(0)
  })
]
declare const unset: string | undefined
new WebhookVerifier(unset)
new WebhookVerifier({ secret: unset })
new WebhookVerifier({ secret: bytes, secrets: undefined, toleranceSeconds: 1 })
new WebhookVerifier({ secret: undefined, secrets: [unset, { id: 'a', secret: bytes }] })
// @ts-expect-error secret and secrets exclude each other
new WebhookVerifier({ secret: text, secrets: text })
// @ts-expect-error one of them is needed
new WebhookVerifier({ toleranceSeconds: 1 })
// @ts-expect-error a secret with an id goes into secrets
new WebhookVerifier({ secret: { id: 'a', secret: text } })
new WebhookVerifier({
  secrets: unset,
  toleranceSeconds: undefined,
  futureToleranceSeconds: undefined,
  maxBodyBytes: undefined,
  now: undefined
})
new WebhookVerifier({ secrets: { id: 'a', secret: unset, notAfter: undefined } })
const [verifier] = verifiers as [WebhookVerifier]

const shapes: HeadersLike[] = [
  plain,
  { 'x-webhook-event': 'a', 'set-cookie': ['a', 'b'], 'host': undefined },
  new Map([['x-webhook-event', 'a']]),
  [['x-webhook-event', 'a']],
  Object.entries({ 'x-webhook-event': 'a' }),
  { get: (name: string) => (name ? 'a' : null) }
]
for (const headers of shapes) verifier.verify({ headers, body: text })

function handle(event: WebhookEvent): string | undefined {
  same<Same<typeof event.type, 'job.started' | 'job.completed' | 'job.failed' | 'unknown'>>()
  same<Same<typeof event.signedAt, Date>>()
  same<Same<typeof event.rawBody, Uint8Array>>()
  same<Same<typeof event.replayKey, string>>()
  same<Same<typeof event.keyId, string | undefined>>()
  same<Same<typeof event.idempotencyKey, string | null>>()
  same<Same<typeof event.unsigned, { event: string | null; deliveryId: string | null }>>()
  same<Same<typeof event.typeSigned, boolean>>()
  same<Same<typeof event.name, string>>()
  const other: unknown = event.data['a_field_yet_unknown']
  const whole: unknown = event.payload['data']
  switch (event.type) {
    case 'job.started':
      return event.data.id
    case 'job.completed':
      return event.data.output_url
    case 'job.failed':
      if (event.error?.code === 'insufficient_credits') return event.error.request_id
      return event.error?.message
    case 'unknown':
      return `${event.name} ${String(other)} ${String(whole)}`
  }
  // Every kind has been dealt with.
  const nothing: never = event
  return nothing
}

const result = verifier.safeVerify({ headers: plain, body: bytes })
if (result.ok) handle(result.event)
else same<Same<typeof result.error, WebhookError>>()

try {
  handle(verifier.verify({ headers: plain, body: view }))
} catch (error) {
  if (!(error instanceof WebhookError)) throw error
  const { code, status } = error
  same<Same<typeof status, number>>()
  same<Same<typeof code, WebhookErrorCode>>()
  const json: { code: WebhookErrorCode; status: number; message: string } = error.toJSON()
  const known: Record<string, boolean> = { [json.code]: code === 'signature_mismatch' }
  void known
}

const unverified: UnverifiedEvent = parseUnverifiedEvent(text)
parseUnverifiedEvent(bytes, plain)
if (unverified.type === 'job.failed') void unverified.error?.code
verifier.dispose()

// Mistakes that must not compile. A line below that compiles is one.

// @ts-expect-error a parsed body
verifyWebhook({ event: 'job.completed' }, text, text, text)
// @ts-expect-error a number is no header
verifyWebhook(text, 1767225600, text, text)
// @ts-expect-error no secret
verifyWebhook(text, text, text, undefined)
// @ts-expect-error no secret in the environment
verifyWebhook(text, text, text, undefined as string | undefined)
// @ts-expect-error an ArrayBuffer is no secret
verifyWebhook(text, text, text, buffer)
// @ts-expect-error null is no time
signWebhook(text, null, text)
// @ts-expect-error a secret is needed
new WebhookVerifier()
// @ts-expect-error a secret is needed
new WebhookVerifier({})
// @ts-expect-error a misspelt option
new WebhookVerifier({ secrets: text, tolerance: 1 })
// @ts-expect-error a text is no number
new WebhookVerifier({ secrets: text, maxBodyBytes: '1mb' })
// @ts-expect-error a clock returns a Date
new WebhookVerifier({ secrets: text, now: () => 0 })
// @ts-expect-error headers are needed
verifier.verify({ body: text })
// @ts-expect-error a parsed body
verifier.verify({ headers: plain, body: {} })
// @ts-expect-error a number is no header
verifier.verify({ headers: { 'x-webhook-timestamp': 1 }, body: text })
// @ts-expect-error only a failed job has an error
if (result.ok && result.event.type === 'job.completed') void result.event.error
// @ts-expect-error a refused delivery has no event
if (!result.ok) void result.event
// @ts-expect-error the time of signing was not verified
void unverified.signedAt
// @ts-expect-error nor has it a replay key
void unverified.replayKey
// @ts-expect-error no code of ours
if (!result.ok) void (result.error.code === 'no_such_code')
// @ts-expect-error errors are ours to make
new WebhookError()
