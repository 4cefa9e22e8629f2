// A verifier: what a deployment has decided, checked once, and deliveries judged by it.
import { bodyOf, readRequest } from './body.js'
import { judge, refusal, WebhookError } from './error.js'
import { copyOf, eventOf, scan, signerOf } from './event.js'
import { readHeaders } from './headers.js'
import { DONE, REFUSED, use } from './instance.js'
import { amount, checkNames, entriesOf, millisOf, own, secretsOf } from './options.js'
import { describe, isBytes } from './secret.js'

export const VERIFIER_OPTIONS = ['secrets', 'toleranceSeconds', 'futureToleranceSeconds', 'maxBodyBytes', 'now']
const MIB = 1048576
const REPLAY_KEY_LENGTH = 64

/** How long a delivery can pass each verifier, in seconds. Beside the class: it is the handler's, and no part of the interface. */
const spans = /* @__PURE__ */ new WeakMap()

/** Undefined for what is no WebhookVerifier of this package. */
export const spanOf = (verifier) => spans.get(verifier)

class Verifier {
  #secrets
  #ids
  #tolerance
  #futureTolerance
  #maxBodyBytes
  #now

  constructor(options) {
    const given = typeof options === 'string' || isBytes(options) ? { secrets: options } : options
    if (given === null || typeof given !== 'object') {
      throw new TypeError(`new WebhookVerifier takes a secret or options, not ${describe(options)}`)
    }
    checkNames(given, VERIFIER_OPTIONS, 'option')
    this.#tolerance = amount(given, 'toleranceSeconds', 300)
    this.#futureTolerance = amount(given, 'futureToleranceSeconds', 60)
    this.#maxBodyBytes = amount(given, 'maxBodyBytes', MIB)
    this.#now = own(given, 'now')
    if (this.#now !== undefined && typeof this.#now !== 'function') {
      throw new TypeError(`now must be a function that returns a Date, not ${describe(this.#now)}`)
    }
    const entries = entriesOf(own(given, 'secrets'))
    this.#ids = entries.map(({ id }) => id)
    spans.set(this, this.#tolerance + this.#futureTolerance)
    this.#secrets = secretsOf(entries)
  }

  verify(delivery) {
    const { headers, body } = partsOf(delivery)
    return this.#verify(readHeaders(headers), bodyOf(body))
  }

  safeVerify(delivery) {
    try {
      return { ok: true, event: this.verify(delivery) }
    } catch (error) {
      if (error instanceof WebhookError) return { ok: false, error }
      throw error
    }
  }

  async verifyRequest(request) {
    checkRequest(request)
    const values = readHeaders(request.headers)
    // What the headers alone refuse is refused before a byte of the body is read.
    const declared = Number(request.headers.get('content-length'))
    this.#run((instance, now) => this.#open(instance, values, declared, now) || refusal(instance, now))
    const body = await readRequest(request, this.#maxBodyBytes)
    if (body) return this.#verify(values, body)
    this.#run((instance, now) => (this.#open(instance, values, Infinity, now), refusal(instance, now)))
  }

  dispose() {
    // First of all nothing verifies any more, even if wiping is broken off.
    const secrets = this.#secrets ?? []
    this.#secrets = undefined
    use((instance) => secrets.forEach((secret) => secret.wipe(instance)))
  }

  #verify(values, given) {
    const { reading, body, proven } = this.#run((instance, now) => {
      const length = typeof given === 'string' ? instance.measure(given, this.#maxBodyBytes) : given.length
      const { wasm } = instance
      if (!this.#open(instance, values, length, now)) return refusal(instance, now)
      const body = copyOf(given)
      instance.feed(body, wasm.update)
      if (!wasm.close()) return refusal(instance, now)
      const reading = scan(instance, body)
      if (reading === REFUSED) return refusal(instance, now)
      const signedAt = new Date(wasm.signed_at())
      const proven = { signedAt, keyId: this.#ids[signerOf(reading)], replayKey: instance.read(REPLAY_KEY_LENGTH) }
      return { reading, body, proven }
    })
    return eventOf(reading, body, values, proven)
  }

  /** Runs `work` on an instance, after everything that could call the user's code, and throws the error it returns. */
  #run(work) {
    const now = this.#clock()
    if (!this.#secrets) throw new TypeError('this WebhookVerifier was disposed of')
    return judge((instance) => work(instance, now))
  }

  #open(instance, values, length, now) {
    this.#secrets.forEach((secret, place) => secret.choose(instance, place))
    const [timestamp, signature, event, encoding] = values
    return (
      instance.wasm.open(
        instance.writeHeader(timestamp, 0),
        instance.writeHeader(signature, 1),
        instance.writeHeader(event, 2),
        instance.writeHeader(encoding, 3),
        length,
        this.#maxBodyBytes,
        now,
        this.#tolerance,
        this.#futureTolerance
      ) === DONE
    )
  }

  #clock() {
    const millis = this.#now ? millisOf((0, this.#now)()) : Date.now()
    if (!Number.isFinite(millis)) throw new TypeError('now must return a valid Date')
    return millis
  }
}

export function checkRequest(request) {
  if (typeof request?.arrayBuffer === 'function' && typeof request.headers === 'object') return
  const others =
    "those of node:http, Express, Nest go through toNodeHandler of webhook-verifier/node, Fastify's through webhook-verifier/fastify; " +
    "Hono's is c.req.raw, SvelteKit's event.request; for all else there is verify({ headers, body })"
  throw new TypeError(`this takes a Fetch Request, not ${describe(request)}; ${others}`)
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
