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
import { WebhookError } from './lib/verifier/error.ts'
import { FetchDelivery } from './lib/handler/body.js'
import { refuse } from './lib/handler/errors.js'
import { Lease } from './lib/handler/lease.js'
import { checkScope, checkVerifier, keepSecondsFor, parseOptions } from './lib/handler/options.js'
import { RequestContext, WorkDetails } from './lib/handler/request-context.js'
import { answerRefusal, emptyAnswer, METHOD_NOT_ALLOWED, toResponse } from './lib/handler/responses.js'
import { verifyDelivery } from './lib/verifier/delivery.ts'
import { internalsOf } from './lib/verifier/internals.ts'

export function createWebhookHandler(options) {
  const settings = parseOptions(options)
  const receiveDelivery = (delivery, platform) => receive(settings, delivery, platform)
  const handler = async (request, ...platform) => toResponse(await receiveDelivery(new FetchDelivery(request), platform))
  // For the adapters, which are files of their own.
  return Object.defineProperty(handler, Symbol.for('webhook-verifier.receive'), { value: receiveDelivery })
}

async function receive(settings, delivery, platform) {
  const context = new RequestContext(settings, delivery, platform)
  try {
    if (delivery.method !== 'POST') return answerRefusal(METHOD_NOT_ALLOWED, settings)
    const { verifier } = settings
    return emptyAnswer(await handleVerified(settings, typeof verifier === 'function' ? await find(verifier, context) : verifier, context))
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

const find = async (verifier, { delivery, platform }) => checkVerifier(await verifier(delivery.request, ...platform))

/** Has the work done by one worker, and returns the status of the answer. */
async function handleVerified(settings, verifier, context) {
  const event = (context.event = await verifyDelivery(internalsOf(verifier), context.delivery, settings.read))
  const { scope } = settings
  const lease = new Lease(settings, event, typeof scope === 'function' ? checkScope(await scope(context.delivery.request, event)) : scope)
  const keepSeconds = keepSecondsFor(settings, verifier)
  const answer = await claim(lease, keepSeconds, context)
  if (answer === 'in_progress') throw refuse('delivery_in_progress')
  if (answer === 'done') {
    context.tellDuplicate()
    return 200
  }
  if (settings.schemas[event.type]) await narrow(settings, lease, context)
  const work = handle(settings, lease, keepSeconds, context)
  return context.extend(work) && settings.acknowledge === 'before' ? 202 : await work
}

async function claim(lease, keepSeconds, context) {
  try {
    return await lease.claim(keepSeconds, context)
  } catch (error) {
    context.report(error)
    throw refuse('store_unavailable', error)
  }
}

/** Validates the event's data by the user's schema. */
async function narrow({ schemas }, lease, context) {
  const { event } = context
  try {
    const { issues, value } = await schemas[event.type]['~standard'].validate(event.data)
    if (issues) throw refuse('schema_mismatch', issues)
    event.data = value
  } catch (error) {
    await lease.release().catch((error) => context.report(error))
    throw error
  }
}

/** Does the work and returns the status that it deserves. Never rejects: it may run on when the answer is out. */
async function handle({ handle }, lease, keepSeconds, context) {
  let status = 200
  try {
    await handle(context.event, new WorkDetails(context))
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
  await context.settled()
  return status
}
