// Payloads and genuine deliveries.
import { isError, ok, same, thrown } from '../../suite/expect.mjs'

/** @import { Kit, Library, Mistyped } from '../../suite/cases.d.ts' */
/** @import { Tally } from '../../suite/tally.mjs' */
/** @import { Job } from 'webhook-verifier' */
/** @import { TestPayload } from 'webhook-verifier/testing' */
/** @import { TestedEvent } from '../../suite/cases.d.ts' */

const SECRET = 'whsec_kit'
const NOW = new Date('2026-01-15T10:30:00.123Z')

/** The documented ones, and one that is not. */
const CODES = ['insufficient_credits', 'timeout', 'rate_limited', 'invalid_request', 'invalid_api_key', 'internal_error', 'other']

/**
 * @param {Library} library
 * @param {Kit} kit
 * @param {Tally} tally
 */
export async function making(library, kit, tally) {
  const { jobStarted, jobCompleted, jobFailed, jobError, signedDelivery, signedRequest, signedRetry, checklistDeliveries } = kit
  const { createWebhookHandler, WebhookVerifier } = library
  const verifier = new WebhookVerifier({ secrets: SECRET, now: () => NOW })
  /** @type {Record<string, [make: (job?: Job) => TestPayload, status: string]>} */
  const FACTORIES = {
    'job.started': [jobStarted, 'processing'],
    'job.completed': [jobCompleted, 'completed'],
    'job.failed': [jobFailed, 'failed']
  }

  await tally.group('payloads', Object.entries(FACTORIES), async ([name, [make, status]]) => {
    const one = make()
    same([one.event, one.data.status, one.data.model], [name, status, 'original'], 'event, status and model')
    ok(one.data.id !== make().data.id, 'two jobs have one id')
    const changed = make({ id: 'job_1', metadata: { user: 'u' } })
    same([changed.data.id, changed.data.metadata, changed.data.status], ['job_1', { user: 'u' }, status], 'what was given')
    same(verifier.verify(signedDelivery({ payload: one, secret: SECRET, now: NOW })).type, name, 'type')
    same(verifier.verify(signedDelivery({ payload: changed, secret: SECRET, now: NOW })).idempotencyKey, `${name}:job_1`, 'idempotencyKey')
  })
  await tally.group('a completed job has an output', [undefined, 'job_1'], (id) => {
    const { data } = jobCompleted(id && { id })
    same(data.output_url, `https://cdn.example/${data.id}.webm`, 'output_url')
  })
  await tally.group('errors', CODES, (code) => {
    const delivery = signedDelivery({ payload: jobFailed({ error: jobError(code, { request_id: 'req_1' }) }), secret: SECRET, now: NOW })
    const { error } = verifier.verify(delivery)
    same([error?.code, error?.request_id, String(error?.message).length > 4], [code, 'req_1', true], 'error')
  })

  await tally.group('a delivery', ['headers'], () => {
    const { headers, body } = signedDelivery({ payload: jobCompleted(), secret: SECRET, now: () => NOW, deliveryId: 'dlv_1' })
    same(headers, {
      'content-type': 'application/json',
      'x-webhook-event': 'job.completed',
      'x-webhook-delivery-id': 'dlv_1',
      'x-webhook-timestamp': NOW.toISOString(),
      'x-webhook-signature': library.signWebhook(body, NOW, SECRET)
    })
  })
  await tally.group('a body as it is', ['{ "a": 1 }', new Uint8Array([123, 125])], (payload) => {
    const { headers, body } = signedDelivery({ payload, secret: SECRET, now: NOW })
    same([body === payload, headers['x-webhook-event']], [true, undefined], 'body and event')
    same(verifier.verify({ headers, body }).type, 'unknown', 'type')
  })
  await tally.group('a Request', ['of the present'], async () => {
    /** @type {Mistyped[]} */
    const seen = []
    const handler = createWebhookHandler({ secrets: SECRET, onEvent: ({ data }) => void seen.push(data.id) })
    const request = signedRequest('https://receiver.example/webhook?a=1', { payload: jobCompleted({ id: 'job_1' }), secret: SECRET })
    same([request.method, request.url], ['POST', 'https://receiver.example/webhook?a=1'], 'method and url')
    same([(await handler(request)).status, seen], [200, ['job_1']], 'answer')
  })
  await tally.group('a retry', ['re-signed'], () => {
    const first = signedDelivery({ payload: jobCompleted(), secret: SECRET, now: NOW })
    const second = signedRetry(first, { secret: SECRET, now: new Date(NOW.getTime() + 1000) })
    const [one, other] = [verifier.verify(first), verifier.verify(second)]
    same([one.unsigned.deliveryId, one.idempotencyKey], [other.unsigned.deliveryId, other.idempotencyKey], 'what is the same')
    ok(one.replayKey !== other.replayKey, 'it is the same signature')
  })

  await tally.group("what the guide asks to be tested, by a handler that knows a job's retry", ['all'], async () => {
    /** @type {string[]} */
    const handled = []
    /** @type {string[]} */
    const codes = []
    const handler = createWebhookHandler({
      secrets: SECRET,
      replay: { dedupe: 'event' },
      onEvent: (event) => void handled.push(/** @type {TestedEvent} */ (event).error?.code ?? event.name),
      onRejected: ({ code }) => void codes.push(code)
    })
    const cases = checklistDeliveries({ secret: SECRET })
    for (const { headers, body, expect, name } of cases) {
      const { status } = await handler(
        new Request('https://receiver.example/', { method: 'POST', headers, body: /** @type {BodyInit} */ (body) })
      )
      same(status, expect === 'accepted' ? 200 : 401, name)
    }
    same(handled, ['job.started', 'job.completed', 'internal_error', 'timeout', 'insufficient_credits', 'job.archived'], 'handled')
    same(codes, ['timestamp_too_old'], 'refused')
    same(
      cases.filter(({ retryOf }) => retryOf).map(({ retryOf }) => retryOf),
      ['success', 'success'],
      'retries'
    )
  })

  const WRONG = {
    'no options': () => signedDelivery(),
    'no payload': () => signedDelivery({ secret: SECRET }),
    'a number as payload': () => signedDelivery({ payload: 1, secret: SECRET }),
    'no secret': () => signedDelivery({ payload: {} }),
    'an unknown option': () => signedDelivery({ payload: {}, secret: SECRET, secrets: SECRET }),
    'a time that is none': () => signedDelivery({ payload: {}, secret: SECRET, now: new Date(NaN) }),
    'a time as text': () => signedDelivery({ payload: {}, secret: SECRET, now: '2026-01-01' }),
    'a retry without a secret': () => signedRetry({ headers: {}, body: '' }, {}),
    'attacks without a secret': () => kit.attackDeliveries({}),
    'attacks on a secret with a newline': () => kit.attackDeliveries({ secret: `${SECRET}\n` }),
    'attacks on the empty key': () => kit.attackDeliveries({ secret: new Uint8Array(7) }),
    'a checklist without options': () => checklistDeliveries()
  }
  await tally.group('mistakes of the caller', Object.entries(WRONG), ([, work]) => isError(thrown(work), TypeError))
}
