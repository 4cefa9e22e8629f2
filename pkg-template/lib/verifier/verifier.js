// A verifier: the settings of a deployment, checked once, and the deliveries verified with them.
import { bodyOf, readRequest } from './body.js'
import { BODY_BYTES } from '../wasm/memory-layout.js'
import { createRefusal, refusal, WebhookError } from './error.js'
import { bytesOf, copyOf, eventOf, scan, signerOf } from './event.js'
import { readHeaders } from './headers.js'
import { give, take, use } from '../wasm/instance.js'
import { isBytes } from '../internal-slots.js'
import { checkSignal, readUntilAborted } from './abort.js'
import { amount, checkNames, entriesOf, millisOf, own, secretsOf } from './options.js'
import { describe } from './secret.js'

export const VERIFIER_OPTIONS = ['secret', 'secrets', 'toleranceSeconds', 'futureToleranceSeconds', 'maxBodyBytes', 'now']
const REQUEST_OPTIONS = ['signal', 'receivedAt']
const MIB = 1048576
const REPLAY_KEY_LENGTH = 64

/** Kept in a WeakMap: internal to the handler and the adapters. */
const internals = /* @__PURE__ */ new WeakMap()

/**
 * Returns the parts of a verification, for callers that read the body themselves; undefined for anything but a WebhookVerifier
 * of this package. One reading of `clock` judges one delivery.
 */
export const internalsOf = (verifier) => internals.get(verifier)

class Verifier {
  #secrets
  #ids
  #tolerance
  #futureTolerance
  #maxBodyBytes
  #now

  constructor(options) {
    // undefined: an environment variable that is not set.
    const given = typeof options === 'string' || options === undefined || isBytes(options) ? { secret: options } : options
    if (given === null || typeof given !== 'object') {
      throw new TypeError(`new WebhookVerifier takes a secret or options, not ${describe(options)}`)
    }
    if (Array.isArray(given)) throw new TypeError('new WebhookVerifier takes one secret or options; pass a list as { secrets: [...] }')
    checkNames(given, VERIFIER_OPTIONS, 'option')
    this.#tolerance = amount(given, 'toleranceSeconds', 300)
    this.#futureTolerance = amount(given, 'futureToleranceSeconds', 60)
    this.#maxBodyBytes = amount(given, 'maxBodyBytes', MIB)
    this.#now = own(given, 'now')
    if (this.#now !== undefined && typeof this.#now !== 'function') {
      throw new TypeError(`now must be a function that returns a Date, not ${describe(this.#now)}`)
    }
    const entries = entriesOf(given)
    this.#ids = entries.map(({ id }) => id)
    this.#secrets = secretsOf(entries)
    internals.set(this, {
      windowSeconds: this.#tolerance + this.#futureTolerance,
      maxBodyBytes: this.#maxBodyBytes,
      clock: () => this.#clock(),
      // Refuses by the headers before it reads a byte of the body.
      checkHeaders: (values, length, now) => this.#check(values, length, now, createRefusal),
      verify: (values, body, now) => this.#verify(values, body, now, createRefusal)
    })
  }

  verify(delivery) {
    const { headers, body } = partsOf(delivery)
    const now = arrivalOf(delivery)
    return this.#verify(readHeaders(headers), bodyOf(body), now)
  }

  safeVerify(delivery) {
    try {
      return { ok: true, event: this.verify(delivery) }
    } catch (error) {
      if (error instanceof WebhookError) return { ok: false, error }
      throw error
    }
  }

  async verifyRequest(request, options = {}) {
    const parts = internals.get(this)
    // Awaited at once: workerd reports a rejected promise that has no handler yet when it is returned.
    if (isDelivery(request)) return await verifyDelivery(parts, request, readDelivery)
    checkRequest(request)
    if (options === null || typeof options !== 'object')
      throw new TypeError(`the options of verifyRequest are ${describe(options)}, not an object`)
    checkNames(options, REQUEST_OPTIONS, 'option of verifyRequest')
    const now = arrivalOf(options)
    const signal = checkSignal(own(options, 'signal'))
    if (signal?.aborted) throw signal.reason
    return await verifyDelivery(parts, request, signal ? readUntilAborted(signal) : readRequest, now)
  }

  dispose() {
    // First of all nothing verifies any more, even if wiping is broken off.
    const secrets = this.#secrets ?? []
    this.#secrets = undefined
    use((instance) => secrets.forEach((secret) => secret.wipe(instance)))
  }

  #verify(values, given, now = this.#clock(), create) {
    const instance = this.#lend()
    const { wasm } = instance
    // One that fits in is written once, and copied when it is verified. How large it may be is not decided here.
    const length = given.length <= this.#maxBodyBytes ? instance.write(given) : Infinity
    const fits = length <= BODY_BYTES
    const size = fits ? length : instance.measure(given, this.#maxBodyBytes)
    if (!this.#open(instance, values, size, now)) throw refusal(instance, now, create)
    const body = fits ? given : copyOf(given)
    instance.feed(body, wasm.update, length)
    const reading = wasm.close() && scan(instance, body, length)
    if (!reading) throw refusal(instance, now, create)
    const rawBody = fits ? instance.buffer.slice(0, length) : bytesOf(body)
    const signedAt = new Date(wasm.signed_at())
    const replayKey = instance.read(REPLAY_KEY_LENGTH)
    give(instance)
    return eventOf(reading, given, rawBody, values, signedAt, this.#ids[signerOf(reading)], replayKey)
  }

  /** Refuses what the headers alone refuse. */
  #check(values, length, now, create) {
    const instance = this.#lend()
    if (!this.#open(instance, values, length, now)) throw refusal(instance, now, create)
    give(instance)
  }

  /** Takes the instance, after everything that could call the user's code, with the secrets chosen: theirs is the buffer first. */
  #lend() {
    const secrets = this.#secrets
    if (!secrets) throw new TypeError('this WebhookVerifier was disposed of')
    const instance = take()
    for (let place = 0; place < secrets.length; place++) secrets[place].choose(instance, place)
    return instance
  }

  #open(instance, values, length, now) {
    return instance.wasm.open(
      instance.writeHeader(values[0], 0),
      instance.writeHeader(values[1], 1),
      instance.writeHeader(values[2], 2),
      instance.writeHeader(values[3], 3),
      length,
      this.#maxBodyBytes,
      now,
      this.#tolerance,
      this.#futureTolerance
    )
  }

  #clock() {
    const now = this.#now
    const millis = now ? millisOf(now()) : Date.now()
    if (!Number.isFinite(millis)) throw new TypeError('now must return a valid Date')
    return millis
  }
}

/**
 * Verifies a delivery whose body `read` reads: all of it, or undefined for more than the limit. Refuses by the headers before it
 * waits for the body. An adapter's delivery may have the body already. One reading of the clock judges the whole delivery.
 */
export async function verifyDelivery({ clock, checkHeaders, maxBodyBytes, verify }, delivery, read, receivedAt) {
  const { headers } = delivery
  const values = readHeaders(headers)
  const now = receivedAt ?? clock()
  const declared = delivery.length ?? Number(headers.get('content-length'))
  // Verifying checks the headers first, too.
  const arrived = declared > maxBodyBytes ? undefined : await delivery.takeArrived?.(maxBodyBytes)
  if (arrived !== undefined) return verify(values, arrived, now)
  checkHeaders(values, declared, now)
  const body = await read(delivery, maxBodyBytes)
  if (!body) checkHeaders(values, Infinity, now)
  return verify(values, body, now)
}

/** Of an adapter: a request that is not a Fetch Request, and knows how to read its own body. */
const isDelivery = (request) => typeof request?.readBody === 'function'
const readDelivery = (delivery, limit) => delivery.readBody(limit, (error) => error)

export function checkRequest(request) {
  if (typeof request?.arrayBuffer === 'function' && typeof request.headers === 'object') return
  const others =
    "those of node:http, Express, Nest go through toNodeHandler of webhook-verifier/node, Fastify's through webhook-verifier/fastify; " +
    "Hono's is c.req.raw, SvelteKit's event.request; for all else there is verify({ headers, body })"
  throw new TypeError(`this takes a Fetch Request, not ${describe(request)}; ${others}`)
}

/** When a delivery arrived that was kept since, in milliseconds; undefined where it arrives now. */
function arrivalOf(options) {
  const receivedAt = own(options, 'receivedAt')
  if (receivedAt === undefined) return undefined
  const millis = millisOf(receivedAt)
  if (Number.isNaN(millis)) throw new TypeError(`receivedAt must be a valid Date, not ${describe(receivedAt)}`)
  return millis
}

function partsOf(delivery) {
  if (delivery === null || typeof delivery !== 'object') {
    throw new TypeError(`verify takes { headers, body }, not ${describe(delivery)}`)
  }
  if (ArrayBuffer.isView(delivery)) throw new TypeError('verify takes one object, { headers, body }')
  if (typeof delivery.arrayBuffer === 'function') {
    throw new TypeError('verify takes { headers, body }; for a Fetch Request there is await verifyRequest(request)')
  }
  return delivery
}

/** `using` works where the runtime has it. Written as a call so that bundlers can drop what nobody imports. */
export const WebhookVerifier = /* @__PURE__ */ (() => {
  const { dispose } = Verifier.prototype
  if (Symbol.dispose) Object.defineProperty(Verifier.prototype, Symbol.dispose, { value: dispose, writable: true, configurable: true })
  return Object.defineProperty(Verifier, 'name', { value: 'WebhookVerifier' })
})()
