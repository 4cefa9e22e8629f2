// From a request to work that is done once. Each step can end the delivery, with the answer below it:
//
//   request → POST? → verifier → body → event → claim → schema → work → complete → 200
//              405      500      408 413  4xx   200 503   500     500
//
// A claim whose work fails is released, so that the sender's retry is handled. Refusals are told to onRejected, our own
// failures to onError; neither changes the answer. If the process dies in the middle, the claim's lease ends.
//
// Deliveries and answers are plain records here. Each platform's side (Fetch below; Node, Fastify and Lambda in their
// adapters) makes a delivery of its request and writes the answer.
import type { Outcome } from './replay/arguments.ts'
import { FetchDelivery } from './lib/handler/fetch-delivery.ts'
import { type Answer, type HandlerDelivery, type Receive, receiveKey } from './lib/handler/delivery.ts'
import { refuse } from './lib/handler/errors.ts'
import { Lease } from './lib/handler/lease.ts'
import { checkScope, checkVerifier, keepSecondsFor, parseOptions, type Settings } from './lib/handler/options.ts'
import { RequestContext, WorkDetails } from './lib/handler/request-context.ts'
import { answerRefusal, emptyAnswer, METHOD_NOT_ALLOWED, toResponse } from './lib/handler/responses.ts'
import type { EventSchemas, StandardSchema, WebhookHandler, WebhookHandlerOptions } from './lib/handler/types.ts'
import { verifyDelivery } from './lib/verifier/delivery.ts'
import { WebhookError } from './lib/verifier/error.ts'
import { type Internals, internalsOf } from './lib/verifier/internals.ts'
import type { WebhookEvent } from './lib/verifier/types.ts'

/**
 * A handler of Fetch requests, for Workers, Next.js, Deno, Bun, Hono and the like: verifies, refuses replays, and calls
 * your functions once for each delivery. For Node's requests, Fastify and Lambda there are adapters: `webhook-verifier/node`, `/fastify`, `/aws-lambda`.
 *
 * Answers 200 when the work is done, now or before; 500 when it threw, so that the sender retries; otherwise the status of
 * the {@link WebhookError}, whose code is the body, but for a 401.
 *
 * @throws {TypeError | RangeError} for options that contradict each other or do not exist
 */
export function createWebhookHandler<const Schemas extends EventSchemas = {}, const Platform extends readonly unknown[] = readonly any[]>(
  options: WebhookHandlerOptions<Schemas, Platform>
): WebhookHandler<Platform> {
  const settings = parseOptions(options)
  const receiveDelivery: Receive = (delivery, platform) => receive(settings, delivery, platform)
  const handler: WebhookHandler = async (request, ...platform) =>
    toResponse(await receiveDelivery(new FetchDelivery(request, platform), platform))
  return Object.defineProperty(handler, receiveKey(), { value: receiveDelivery })
}

async function receive(settings: Settings, delivery: HandlerDelivery, platform: readonly unknown[]): Promise<Answer> {
  const context = new RequestContext(settings, delivery, platform)
  try {
    if (delivery.method !== 'POST') return answerRefusal(METHOD_NOT_ALLOWED, settings)
    const { verifier } = settings
    const found = typeof verifier === 'function' ? checkVerifier(await verifier(delivery.request, ...platform)) : verifier
    return emptyAnswer(await handleVerified(settings, internalsOf(found) as Internals, context))
  } catch (error) {
    if (!(error instanceof WebhookError)) {
      context.report(error)
      return emptyAnswer(500)
    }
    delivery.discard?.()
    context.reject(error)
    return answerRefusal(error, settings)
  }
}

/** Has the work done by one worker, and returns the status of the answer. */
async function handleVerified(settings: Settings, verifier: Internals, context: RequestContext): Promise<number> {
  const event = await verifyDelivery(verifier, context.delivery, settings.read)
  context.event = event
  const { scope } = settings
  const lease = new Lease(settings, event, typeof scope === 'function' ? checkScope(await scope(context.delivery.request, event)) : scope)
  const keepSeconds = keepSecondsFor(settings, verifier)
  const outcome = await claim(lease, keepSeconds, context)
  if (outcome === 'in_progress') throw refuse('delivery_in_progress')
  if (outcome === 'done') {
    context.tellDuplicate()
    return 200
  }
  const schema = settings.schemas[event.type]
  if (schema) await narrow(event, schema, lease, context)
  const work = handle(settings, event, lease, keepSeconds, context)
  return context.extend(work) && settings.acknowledge === 'before' ? 202 : await work
}

async function claim(lease: Lease, keepSeconds: number, context: RequestContext): Promise<Outcome> {
  try {
    return await lease.claim(keepSeconds, context)
  } catch (error) {
    context.report(error)
    throw refuse('store_unavailable', error)
  }
}

/** Validates the event's data by the user's schema. */
async function narrow(event: WebhookEvent, schema: StandardSchema, lease: Lease, context: RequestContext): Promise<void> {
  try {
    const result = await schema['~standard'].validate(event.data)
    if (result.issues) throw refuse('schema_mismatch', result.issues)
    event.data = result.value as WebhookEvent['data']
  } catch (error) {
    await lease.release().catch((failure: unknown) => context.report(failure))
    throw error
  }
}

/** Does the work and returns the status that it deserves. Never rejects: it may run on when the answer is out. */
async function handle(
  { handle }: Settings,
  event: WebhookEvent,
  lease: Lease,
  keepSeconds: number,
  context: RequestContext
): Promise<number> {
  let status = 200
  try {
    await handle(event, new WorkDetails(context))
  } catch (error) {
    context.report(error)
    status = 500
  }
  try {
    await (status === 200 ? lease.complete(keepSeconds) : lease.release())
  } catch (error) {
    context.report(error)
  }
  if (status === 200) context.tellHandled()
  if (context.hasPending) await context.settled()
  return status
}
