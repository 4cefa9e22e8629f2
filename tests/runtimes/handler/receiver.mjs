// A receiver that notes what happens to it, the deliveries it gets, and a store that can be made to fail.
import { same } from '../suite/expect.mjs'

export const SECRET = 'whsec_handler'
const URL_ = 'https://receiver.example/webhook'
let count = 0

/**
 * Signed now, a new job each time; `parts` may also name headers.
 * @param {any} library
 * @param {{ event?: string, data?: object, body?: any, secret?: any, time?: Date, [header: string]: any }} parts
 */
export function parcel({ signWebhook }, { event = 'job.completed', data, body, secret = SECRET, time = new Date(), ...headers } = {}) {
  const text = body ?? JSON.stringify({ event, data: { id: `job_${++count}`, status: 'completed', ...data } })
  const timestamp = time.toISOString()
  const signed = { 'x-webhook-timestamp': timestamp, 'x-webhook-signature': signWebhook(text, timestamp, secret) }
  return { headers: { ...signed, ...headers }, body: text }
}

export const requestOf = ({ headers, body }, method = 'POST') =>
  new Request(URL_, { method, headers, ...(method === 'POST' && { body }), ...(body instanceof ReadableStream && { duplex: 'half' }) })

/** An object that only looks like a Request. */
export const likeRequest = ({ headers, body }, more) => ({
  method: 'POST',
  headers: new Headers(headers),
  bodyUsed: false,
  body: new Response(body).body,
  arrayBuffer() {},
  ...more
})

/**
 * @param {any} library
 * @param {any} options
 */
export function receiver(library, options = {}) {
  /** @type {Record<'handled' | 'contexts' | 'rejected' | 'errors' | 'details', any[]>} */
  const seen = { handled: [], contexts: [], rejected: [], errors: [], details: [] }
  const onEvent = (event, context) => {
    seen.handled.push(event)
    seen.contexts.push(context)
  }
  const given = {
    ...(!options.verifier && { secrets: SECRET }),
    ...(!(Object.hasOwn(options, 'on') && options.on) && { onEvent }),
    onRejected: (error) => void seen.rejected.push(error.code),
    onError: (error, details) => void (seen.errors.push(error), seen.details.push(details)),
    ...options
  }
  const handler = library.createWebhookHandler(given)
  return { ...seen, handler, send: (parcel, ...platform) => handler(requestOf(parcel), ...platform) }
}

/** An exact answer: a code for a refusal, none for what is empty. */
export async function answers(response, status, code) {
  same(response.status, status, 'status')
  same(await response.text(), code ? JSON.stringify({ code }) : '', 'body')
  same(response.headers.get('content-type'), code ? 'application/json' : null, 'content-type')
}

/** Whatever has happened: a new delivery is handled once, and its copy is acknowledged. */
export async function goesOn(library, { send, handled }) {
  const next = parcel(library)
  const before = handled.length
  await answers(await send(next), 200)
  await answers(await send(next), 200)
  same(handled.length - before, 1, 'how often the next delivery was handled')
}

/** The contract in its plainest form. `faults` are functions that answer in a method's place, used up one by one. */
export class MapStore {
  entries = new Map()
  calls = []
  /** @type {Record<string, ((answer: () => any) => any)[]>} */
  faults = { claim: [], complete: [], release: [] }

  #fault(method, key, owner, ...rest) {
    this.calls.push([method, key, owner, ...rest])
    return this.faults[method].shift()?.(() => this[`_${method}`](key, owner, ...rest))
  }

  claim({ key, owner, leaseSeconds, keepSeconds }) {
    return this.#fault('claim', key, owner, keepSeconds, leaseSeconds) ?? this._claim(key, owner)
  }

  complete({ key, owner, keepSeconds }) {
    return this.#fault('complete', key, owner, keepSeconds) ?? this._complete(key, owner)
  }

  release({ key, owner }) {
    return this.#fault('release', key, owner) ?? this._release(key, owner)
  }

  async _claim(key, owner) {
    const held = this.entries.get(key)
    if (held?.done) return 'done'
    if (held && !held.lapsed) return 'in_progress'
    this.entries.set(key, { owner, lapsed: false, done: false })
    return 'claimed'
  }

  async _complete(key, owner) {
    const held = this.entries.get(key)
    if (held?.owner === owner) held.done = true
  }

  async _release(key, owner) {
    const held = this.entries.get(key)
    if (held?.owner === owner && !held.done) this.entries.delete(key)
  }

  /** Time goes by: the leases of all that is in hand are over. */
  lapse() {
    for (const entry of this.entries.values()) entry.lapsed = true
  }

  named = (method) => this.calls.filter(([name]) => name === method)
}

/** A promise and what settles it. */
export function promised() {
  /** @type {(value?: any) => void} */
  let resolve = () => {}
  /** @type {(reason?: any) => void} */
  let reject = () => {}
  const promise = new Promise((...both) => ([resolve, reject] = both))
  return { promise, resolve, reject }
}

/** Until something has become true, which it does soon or the test has failed. */
export async function until(condition, what) {
  for (let turn = 0; turn < 500; turn++) {
    if (condition()) return
    await pause(10)
  }
  throw new Error(`${what} does not happen`)
}

export const pause = (millis) => new Promise((resolve) => setTimeout(resolve, millis))
