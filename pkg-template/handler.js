// From a request to work that is done once. Each step can end the delivery, with the answer below it:
//
//   request → POST? → verifier → body → event → claim → schema → work → complete → 200
//              405      500      408 413  4xx   200 503   500     500
//
// What is claimed and fails is released, so the sender's retry is handled. What the sender did wrong is told to
// onRejected, what our side did wrong to onError; neither changes the answer. Dead in the middle, the claim's lease ends.
import { answerTo, empty } from './answers.js'
import { Claim } from './claim.js'
import { WebhookError } from './error.js'
import { Platform } from './platform.js'
import { verifyInTime } from './reading.js'
import { refuse } from './refusals.js'
import { checkScope, checkVerifier, keepOf, settingsOf } from './settings.js'
import { checkRequest } from './verifier.js'

const NO_POST = { code: 'method_not_allowed', status: 405 }

export function createWebhookHandler(options) {
  const settings = settingsOf(options)
  return (request, ...given) => receive(settings, request, given)
}

async function receive(settings, request, given) {
  const platform = new Platform(settings, request, given)
  try {
    checkRequest(request)
    if (request.method !== 'POST') return answerTo(NO_POST, settings)
    const verifier = await verifierFor(settings, request, given)
    platform.event = await verifyInTime(verifier, request, settings.bodyTimeoutSeconds)
    return await once(settings, keepOf(settings, verifier), platform, await scopeFor(settings, request, platform.event))
  } catch (error) {
    if (error instanceof WebhookError) platform.reject(error)
    else platform.report(error)
    return error instanceof WebhookError ? answerTo(error, settings) : empty(500)
  }
}

async function verifierFor({ verifier }, request, given) {
  return typeof verifier === 'function' ? checkVerifier(await verifier(request, ...given)) : verifier
}

const scopeFor = async ({ scope }, request, event) => (typeof scope === 'function' ? checkScope(await scope(request, event)) : scope)

/** The work, for whoever gets the claim. */
async function once(settings, keepSeconds, platform, scope) {
  const claim = new Claim(settings, platform.event, scope)
  const answer = await take(claim, settings, keepSeconds, platform)
  if (answer === 'in_progress') throw refuse('delivery_in_progress')
  if (answer === 'done') return empty(200)
  await narrow(settings, claim, platform)
  const work = handle(settings, claim, platform)
  return empty(platform.extend(work) && settings.acknowledge === 'before' ? 202 : await work)
}

async function take(claim, { leaseSeconds }, keepSeconds, platform) {
  try {
    return await claim.take(keepSeconds, leaseSeconds, (promise) => platform.extend(promise))
  } catch (error) {
    platform.report(error)
    throw refuse('store_unavailable', error)
  }
}

/** The event's data as the user's schema has it. */
async function narrow({ schemas }, claim, platform) {
  const { event } = platform
  const schema = schemas[event.type]
  if (!schema) return
  try {
    const { issues, value } = await schema['~standard'].validate(event.data)
    if (issues) throw refuse('schema_mismatch', issues)
    event.data = value
  } catch (error) {
    await giveUp(claim, platform)
    throw error
  }
}

/** Does the work and returns the status that it deserves. Never rejects: it may run on when the answer is out. */
async function handle({ handle }, claim, platform) {
  let status = 200
  try {
    await handle(platform.event, platform.context)
  } catch (error) {
    platform.report(error)
    status = 500
  }
  await (status === 200 ? claim.complete().catch((error) => platform.report(error)) : giveUp(claim, platform))
  await platform.settled()
  return status
}

const giveUp = (claim, platform) => claim.release().catch((error) => platform.report(error))
