// Every delivery of the vectors, in every shape, through verify, safeVerify and verifyRequest.
import { bodyOf, checkDelivery, optionsOf } from './delivery.mjs'
import { isError, present, same } from './expect.mjs'
import { BODIES, bytesOf, fetchHeaders, HEADERS } from './shapes.mjs'

/** @import { DeliveryCase, Library, Mistyped, Share, TestedVerifier, Vectors } from './cases.d.ts' */
/** @import { Tally } from './tally.mjs' */
/** @typedef {(each: DeliveryCase, judge: (verifier: TestedVerifier) => Mistyped) => Promise<void>} Check */

/**
 * @param {Library} library
 * @param {Vectors} vectors
 * @param {Tally} tally
 * @param {Share} share
 */
export async function deliveries(library, vectors, tally, share) {
  const { cases } = vectors.deliveries
  /** @type {Check} */
  const check = (each, judge) =>
    checkDelivery(library, each, vectors.deliveries, () => judge(new library.WebhookVerifier(optionsOf(each, vectors.deliveries))))

  for (const [place, [shape, headersAs]] of Object.entries(HEADERS).entries()) {
    await tally.group(`verify, headers as ${shape}`, share(cases, place), (each) =>
      check(each, (verifier) => verifier.verify({ headers: headersAs(each.headers), body: bodyOf(each) }))
    )
  }
  for (const [place, [shape, bodyAs]] of Object.entries(BODIES).entries()) {
    await tally.group(`safeVerify, body ${shape}`, share(cases, place), (each) =>
      check(each, (verifier) => opened(verifier.safeVerify({ headers: each.headers, body: bodyAs(bodyOf(each)) }), library))
    )
  }
  await fetchDeliveries(
    cases.filter(({ headers }) => fetchHeaders(headers)),
    check,
    tally
  )
}

/**
 * A result of safeVerify is one of two exact shapes.
 * @param {Mistyped} result
 * @param {Library} library
 */
function opened(result, { WebhookError }) {
  same(Object.keys(result), result.ok ? ['ok', 'event'] : ['ok', 'error'], 'keys of the result')
  same(result.ok, 'event' in result, 'ok')
  if (result.ok) return result.event
  isError(result.error, WebhookError)
  throw result.error
}

/**
 * @param {DeliveryCase[]} cases
 * @param {Check} check
 * @param {Tally} tally
 */
async function fetchDeliveries(cases, check, tally) {
  await tally.group('verify, headers as Headers', cases, (each) =>
    check(each, (verifier) => verifier.verify({ headers: fetchHeaders(each.headers), body: bodyOf(each) }))
  )
  // Browsers keep content-length to themselves.
  const declares = requestOf(present(cases[0]), true).headers.has('content-length')
  if (declares) {
    await tally.group('verifyRequest, length declared', cases, (each) =>
      check(each, (verifier) => verifier.verifyRequest(requestOf(each, true)))
    )
  }
  // Of an undeclared length: what else the headers refuse comes before the size, which only reading shows.
  /** @param {DeliveryCase} parts */
  const sizeFirst = ({ name, expect }) => expect.code === 'body_too_large' && name.startsWith('order: ')
  await tally.group(
    'verifyRequest, length unknown',
    cases.filter((each) => !sizeFirst(each)),
    (each) => check(each, (verifier) => verifier.verifyRequest(requestOf(each, false)))
  )
}

/**
 * @param {DeliveryCase} each
 * @param {boolean} declared
 */
function requestOf(each, declared) {
  const body = bytesOf(bodyOf(each))
  // Pairs, as Deno's Request drops an empty copy when it is given a Headers object.
  /** @type {[string, string][]} */
  const headers = [...each.headers, ...(declared ? /** @type {[string, string][]} */ ([['content-length', String(body.length)]]) : [])]
  return new Request('https://receiver.example/', { method: 'POST', headers, body })
}
