// Handlers and adapters with no types of a platform: lib es2022 and nothing else. Compiled as .mts and as .cts.
import {
  createWebhookHandler,
  WebhookVerifier,
  type JobCompleted,
  type JobError,
  type NarrowedEvent,
  type ReplayStore,
  type StandardSchema,
  type WebhookError,
  type WebhookEvent,
  type WebhookHandler,
  type WebhookHandlerOptions
} from 'webhook-verifier'
import { toLambdaHandler, type LambdaHttpResult } from 'webhook-verifier/aws-lambda'
import { packDelivery, unpackDelivery, type UnpackedDelivery } from 'webhook-verifier/delivery'
import { webhookPlugin, type FastifyLike } from 'webhook-verifier/fastify'
import { memoryReplayStore } from 'webhook-verifier/replay'
import { postgresReplayStore } from 'webhook-verifier/replay/postgres'
import { redisReplayStore } from 'webhook-verifier/replay/redis'
import { toNodeHandler, verifyNodeRequest, type NodeRequest, type NodeResponse } from 'webhook-verifier/node'

/** Compiles only where both types are the same. */
type Same<One, Other> = (<T>() => T extends One ? 1 : 2) extends <T>() => T extends Other ? 1 : 2 ? true : false
const same = <Verdict extends true>(): Verdict | void => undefined

declare const text: string
declare const store: ReplayStore
declare const verifier: WebhookVerifier
declare const video: StandardSchema<{ url: string; seconds: number }>

const handlers: WebhookHandler[] = [
  createWebhookHandler({ secrets: text, onEvent() {} }),
  createWebhookHandler({
    secrets: [text, { id: 'b', secret: text }],
    on: {
      'job.started'(event) {
        same<Same<typeof event.type, 'job.started'>>()
      },
      async 'job.completed'(event, { request, signal, platform, waitUntil }) {
        same<Same<typeof signal.aborted, boolean>>()
        same<Same<typeof event, JobCompleted>>()
        same<Same<typeof platform, readonly unknown[]>>()
        waitUntil(Promise.resolve(request.headers.get('host')))
        return event.data.output_url
      },
      'job.failed': (event) => {
        same<Same<typeof event.error, JobError | undefined>>()
      },
      unknown: (event) => {
        same<Same<typeof event, WebhookEvent>>()
      }
    },
    toleranceSeconds: 60,
    now: () => new Date(0),
    replay: { store, scope: 'a', dedupe: 'event', leaseSeconds: 1, keepSeconds: 86_400, timeoutSeconds: 1 },
    bodyTimeoutSeconds: 1,
    acknowledge: 'before',
    waitUntil: (promise) => void promise,
    onHandled(event, { request, durationMs }) {
      same<Same<typeof event, WebhookEvent>>()
      same<Same<typeof durationMs, number>>()
      void request.headers
    },
    onDuplicate: (event, { request }) => void [event.replayKey, request.headers],
    onRejected(error, { request }) {
      same<Same<typeof error, WebhookError>>()
      void request.headers
    },
    async onError(error, { request, event }) {
      same<Same<typeof error, unknown>>()
      same<Same<typeof event, WebhookEvent | undefined>>()
      void request.headers
    }
  }),
  createWebhookHandler({ verifier, onEvent: (event) => void (event.type === 'job.failed' && event.error), replay: false }),
  createWebhookHandler({ verifier: () => verifier, on: {}, replay: store }),
  createWebhookHandler({ verifier: async (request, env: { secret: string }) => new WebhookVerifier(env.secret), on: {} }),
  createWebhookHandler({
    secrets: text,
    schemas: { 'job.completed': video },
    on: {
      'job.completed'(event) {
        same<Same<typeof event.data, { url: string; seconds: number }>>()
        same<Same<typeof event.signedAt, Date>>()
        same<Same<typeof event.type, 'job.completed'>>()
      },
      'job.started'(event) {
        same<Same<typeof event.data.output_url, string | undefined>>()
      }
    }
  }),
  createWebhookHandler({
    schemas: { 'job.completed': video },
    secrets: text,
    onEvent(event) {
      if (event.type === 'job.completed') same<Same<typeof event.data.seconds, number>>()
      else if (event.type === 'job.failed') void event.error
    }
  })
]
const [handler] = handlers as [WebhookHandler]
declare const unset: string | undefined
createWebhookHandler({ secret: unset, onEvent: () => {} })
createWebhookHandler({ secret: text, secrets: undefined, verifier: undefined, onEvent: () => {} })
createWebhookHandler({ secrets: unset, onEvent: () => {} })
createWebhookHandler({ secrets: [unset, { id: 'b', secret: unset, notAfter: undefined }] })
createWebhookHandler({
  secrets: text,
  verifier: undefined,
  on: { 'job.completed': undefined, unknown: undefined },
  onEvent: undefined,
  schemas: { 'job.completed': undefined },
  replay: undefined,
  onHandled: undefined,
  onDuplicate: undefined,
  bodyTimeoutSeconds: undefined,
  acknowledge: undefined,
  waitUntil: undefined,
  onRejected: undefined,
  onError: undefined
})
createWebhookHandler({ verifier, secrets: undefined, toleranceSeconds: undefined, now: undefined })
memoryReplayStore({ maxEntries: undefined })
postgresReplayStore({ query: async () => ({ rows: [] }) }, { table: undefined })
redisReplayStore({ eval: async () => 1 }, { prefix: undefined })
const options = { secrets: text, on: { 'job.completed': ({ data }) => void data.output_url } } satisfies WebhookHandlerOptions
createWebhookHandler(options)
const narrowed = (event: NarrowedEvent<{ 'job.failed': typeof video }>) => (event.type === 'job.failed' ? event.data.url : event.name)
void narrowed

declare const req: NodeRequest
declare const res: NodeResponse
declare const app: FastifyLike
const listener = toNodeHandler(handler)
const nothing: Promise<void> = listener(req, res)
listener(req, res, (error: unknown) => void error)
const event: Promise<WebhookEvent> = verifyNodeRequest(verifier, req)
webhookPlugin(app, { routes: { '/webhook': handler } })
const result: Promise<LambdaHttpResult> = toLambdaHandler(handler)({ headers: {}, body: null, isBase64Encoded: false }, {})
void [nothing, event, result]

// Mistakes that must not compile.

// @ts-expect-error a secret or a verifier is needed
createWebhookHandler({ onEvent() {} })
// @ts-expect-error options are needed
createWebhookHandler()
// @ts-expect-error one of the two
createWebhookHandler({ secrets: text, verifier, on: {} })
// @ts-expect-error a verifier has these options already
createWebhookHandler({ verifier, on: {}, toleranceSeconds: 1 })
// @ts-expect-error null is not undefined
createWebhookHandler({ secrets: null, on: {} })
// @ts-expect-error a misspelt option
createWebhookHandler({ secrets: text, on: {}, lease: 1 })
// @ts-expect-error an option of replay
createWebhookHandler({ secrets: text, on: {}, dedupe: 'event' })
// @ts-expect-error no such event
createWebhookHandler({ secrets: text, on: { 'job.complete'() {} } })
// @ts-expect-error no such way
createWebhookHandler({ secrets: text, on: {}, acknowledge: 'never' })
// @ts-expect-error true is no store
createWebhookHandler({ secrets: text, on: {}, replay: true })
// @ts-expect-error only a failed job has an error
createWebhookHandler({ secrets: text, on: { 'job.completed': (event) => event.error } })
// @ts-expect-error the schema has another field
createWebhookHandler({ secrets: text, schemas: { 'job.completed': video }, on: { 'job.completed': (event) => event.data.output_url } })
// @ts-expect-error no Standard Schema
createWebhookHandler({ secrets: text, on: {}, schemas: { 'job.completed': { parse() {} } } })
// @ts-expect-error a verifier is no handler
toNodeHandler(verifier)
// @ts-expect-error options are no handler
toLambdaHandler({ secrets: text })
// @ts-expect-error routes are needed
webhookPlugin(app, {})

// Packed deliveries.
const packed = packDelivery({ headers: { 'x-webhook-timestamp': 'now' }, body: 'text', receivedAt: undefined })
same<Same<typeof packed, Uint8Array>>()
same<Same<ReturnType<typeof unpackDelivery>, UnpackedDelivery>>()
new WebhookVerifier('whsec_a').verify(unpackDelivery(packed))
// @ts-expect-error no body
packDelivery({ headers: {} })
