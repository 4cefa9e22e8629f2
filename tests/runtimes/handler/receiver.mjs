// A receiver that notes what happens to it, the deliveries it gets, and a store that can be made to fail.
import { same } from '../../suite/expect.mjs'

/** @import { Library, Mistyped } from '../../suite/cases.d.ts' */
/** @import { WebhookError } from 'webhook-verifier' */
/**
 * A signed delivery; its body may be one that no handler should get.
 * @typedef {{ headers: Record<string, string>, body: Mistyped }} Parcel
 * @typedef {{ key: string, owner: string, leaseSeconds: number, keepSeconds: number }} Claim
 * @typedef {{ owner: string, lapsed: boolean, done: boolean }} Entry
 * @typedef {'claim' | 'complete' | 'release'} Method
 */

export const SECRET = 'whsec_handler'
const URL_ = 'https://receiver.example/webhook'
let count = 0

/**
 * Signed now, a new job each time; `parts` may also name headers.
 * @param {Pick<Library, 'signWebhook'>} library
 * @param {{ event?: string, data?: object, body?: Mistyped, secret?: Mistyped, time?: Date, [header: string]: Mistyped }} parts
 * @returns {Parcel}
 */
export function parcel({ signWebhook }, { event = 'job.completed', data, body, secret = SECRET, time = new Date(), ...headers } = {}) {
  const text = body ?? JSON.stringify({ event, data: { id: `job_${++count}`, status: 'completed', ...data } })
  const timestamp = time.toISOString()
  const signed = { 'x-webhook-timestamp': timestamp, 'x-webhook-signature': signWebhook(text, timestamp, secret) }
  return { headers: { ...signed, ...headers }, body: text }
}

/**
 * @param {Parcel} parcel
 */
export const requestOf = ({ headers, body }, method = 'POST') =>
  new Request(URL_, { method, headers, ...(method === 'POST' && { body }), ...(body instanceof ReadableStream && { duplex: 'half' }) })

/**
 * An object that only looks like a Request.
 * @param {Parcel} parcel
 * @param {object} [more]
 * @returns {Mistyped}
 */
export const likeRequest = ({ headers, body }, more) => ({
  method: 'POST',
  headers: new Headers(headers),
  bodyUsed: false,
  body: new Response(body).body,
  arrayBuffer() {},
  ...more
})

/**
 * @param {Pick<Library, 'createWebhookHandler'>} library
 * @param {Mistyped} options
 */
export function receiver(library, options = {}) {
  /** @type {Record<'handled' | 'contexts' | 'rejected' | 'errors' | 'details', Mistyped[]>} */
  const seen = { handled: [], contexts: [], rejected: [], errors: [], details: [] }
  const onEvent = (/** @type {unknown} */ event, /** @type {unknown} */ context) => {
    seen.handled.push(event)
    seen.contexts.push(context)
  }
  const given = {
    ...(!options.verifier && { secrets: SECRET }),
    ...(!(Object.hasOwn(options, 'on') && options.on) && { onEvent }),
    onRejected: (/** @type {WebhookError} */ error) => void seen.rejected.push(error.code),
    onError: (/** @type {unknown} */ error, /** @type {unknown} */ details) => void (seen.errors.push(error), seen.details.push(details)),
    ...options
  }
  const handler = library.createWebhookHandler(given)
  const send = (/** @type {Parcel} */ parcel, /** @type {unknown[]} */ ...platform) => handler(requestOf(parcel), ...platform)
  return { ...seen, handler, send }
}

/**
 * An exact answer: a code for a refusal, none for what is empty.
 * @param {Response} response
 * @param {number} status
 * @param {string} [code]
 */
export async function answers(response, status, code) {
  same(response.status, status, 'status')
  same(await response.text(), code ? JSON.stringify({ code }) : '', 'body')
  same(response.headers.get('content-type'), code ? 'application/json' : null, 'content-type')
}

/**
 * Whatever has happened: a new delivery is handled once, and its copy is acknowledged.
 * @param {Pick<Library, 'signWebhook'>} library
 * @param {Pick<ReturnType<typeof receiver>, 'send' | 'handled'>} receiver
 */
export async function goesOn(library, { send, handled }) {
  const next = parcel(library)
  const before = handled.length
  await answers(await send(next), 200)
  await answers(await send(next), 200)
  same(handled.length - before, 1, 'how often the next delivery was handled')
}

/** The contract in its plainest form. `faults` are functions that answer in a method's place, used up one by one. */
export class MapStore {
  /** @type {Map<string, Entry>} */
  entries = new Map()
  /** @type {[method: Method, key: string, owner: string, ...seconds: number[]][]} */
  calls = []
  /** @type {Record<Method, ((answer: () => Promise<Mistyped>) => Mistyped)[]>} */
  faults = { claim: [], complete: [], release: [] }

  /**
   * @param {Method} method
   * @param {string} key
   * @param {string} owner
   * @param {number[]} rest
   */
  #fault(method, key, owner, ...rest) {
    this.calls.push([method, key, owner, ...rest])
    return this.faults[method].shift()?.(() => this[`_${method}`](key, owner))
  }

  /** @param {Claim} claim */
  claim({ key, owner, leaseSeconds, keepSeconds }) {
    return this.#fault('claim', key, owner, keepSeconds, leaseSeconds) ?? this._claim(key, owner)
  }

  /** @param {Omit<Claim, 'leaseSeconds'>} completion */
  complete({ key, owner, keepSeconds }) {
    return this.#fault('complete', key, owner, keepSeconds) ?? this._complete(key, owner)
  }

  /** @param {{ key: string, owner: string }} release */
  release({ key, owner }) {
    return this.#fault('release', key, owner) ?? this._release(key, owner)
  }

  /**
   * @param {string} key
   * @param {string} owner
   */
  async _claim(key, owner) {
    const held = this.entries.get(key)
    if (held?.done) return 'done'
    if (held && !held.lapsed) return 'in_progress'
    this.entries.set(key, { owner, lapsed: false, done: false })
    return 'claimed'
  }

  /**
   * @param {string} key
   * @param {string} owner
   */
  async _complete(key, owner) {
    const held = this.entries.get(key)
    if (held && held.owner === owner) held.done = true
  }

  /**
   * @param {string} key
   * @param {string} owner
   */
  async _release(key, owner) {
    const held = this.entries.get(key)
    if (held?.owner === owner && !held.done) this.entries.delete(key)
  }

  /** Time goes by: the leases of all that is in hand are over. */
  lapse() {
    for (const entry of this.entries.values()) entry.lapsed = true
  }

  /** @param {Method} method */
  named = (method) => this.calls.filter(([name]) => name === method)
}

/** A promise and the functions that settle it. */
export function promised() {
  /** @type {(value?: Mistyped) => void} */
  let resolve = () => {}
  /** @type {(reason?: unknown) => void} */
  let reject = () => {}
  const promise = new Promise((...both) => ([resolve, reject] = both))
  return { promise, resolve, reject }
}

/**
 * Until the condition is true, which it is soon or the test has failed.
 * @param {() => unknown} condition
 * @param {string} what
 */
export async function until(condition, what) {
  for (let turn = 0; turn < 500; turn++) {
    if (condition()) return
    await pause(10)
  }
  throw new Error(`${what} does not happen`)
}

/** @param {number} millis */
export const pause = (millis) => new Promise((resolve) => setTimeout(resolve, millis))
