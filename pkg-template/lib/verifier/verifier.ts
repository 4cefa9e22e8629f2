// A verifier: the settings of a deployment, checked once, and the deliveries verified with them.
import { BODY_BYTES } from '../contract/abi.ts'
import { FUTURE_TOLERANCE_SECONDS, MAX_BODY_BYTES, TOLERANCE_SECONDS } from '../contract/defaults.ts'
import { isBytes } from '../internal-slots.ts'
import { acquire, type Instance, release, withInstance } from '../wasm/instance.ts'
import { checkSignal, readUntilAborted } from './abort.ts'
import { readRequest, toBody } from './body.ts'
import { isDelivery, readDelivery, verifyDelivery } from './delivery.ts'
import { createError, createRefusal, refusal, WebhookError } from './error.ts'
import { bytesOf, createEvent, scan, signerOf, snapshot } from './event.ts'
import { type HeaderValues, readHeaders } from './headers.ts'
import { internals, type Internals } from './internals.ts'
import { getOwn, loadSecrets, millisOf, nonNegative, parseSecrets, rejectUnknown } from './options.ts'
import { checkRequest } from './request-shape.ts'
import { type Secret, typeName } from './secret.ts'
import type {
  Delivery,
  FetchRequest,
  RequestLike,
  Secret as SecretValue,
  VerifyRequestOptions,
  SafeResult,
  WebhookEvent,
  WebhookVerifierOptions
} from './types.ts'

export const VERIFIER_OPTIONS: readonly string[] = [
  'secret',
  'secrets',
  'toleranceSeconds',
  'futureToleranceSeconds',
  'maxBodyBytes',
  'now'
]
const REQUEST_OPTIONS = ['signal', 'receivedAt']
const REPLAY_KEY_LENGTH = 64

export class Verifier {
  #secrets: Secret[] | undefined
  readonly #ids: readonly (string | undefined)[]
  readonly #tolerance: number
  readonly #futureTolerance: number
  readonly #maxBodyBytes: number
  readonly #now: (() => unknown) | undefined

  constructor(options: SecretValue | undefined | WebhookVerifierOptions) {
    // undefined: an environment variable that is not set.
    const given: unknown = typeof options === 'string' || options === undefined || isBytes(options) ? { secret: options } : options
    if (given === null || typeof given !== 'object') {
      throw new TypeError(`new WebhookVerifier takes a secret or options, not ${typeName(options)}`)
    }
    if (Array.isArray(given)) throw new TypeError('new WebhookVerifier takes one secret or options; pass a list as { secrets: [...] }')
    rejectUnknown(given, VERIFIER_OPTIONS, 'option')
    this.#tolerance = nonNegative(given, 'toleranceSeconds', TOLERANCE_SECONDS)
    this.#futureTolerance = nonNegative(given, 'futureToleranceSeconds', FUTURE_TOLERANCE_SECONDS)
    this.#maxBodyBytes = nonNegative(given, 'maxBodyBytes', MAX_BODY_BYTES)
    const now: unknown = getOwn(given, 'now')
    if (now !== undefined && typeof now !== 'function') {
      throw new TypeError(`now must be a function that returns a Date, not ${typeName(now)}`)
    }
    this.#now = now as (() => unknown) | undefined
    const entries = parseSecrets(given)
    this.#ids = entries.map(({ id }) => id)
    this.#secrets = loadSecrets(entries)
    internals.set(this, {
      windowSeconds: this.#tolerance + this.#futureTolerance,
      maxBodyBytes: this.#maxBodyBytes,
      clock: () => this.#clock(),
      // Refuses by the headers before it reads a byte of the body.
      checkHeaders: (values, length, now) => this.#check(values, length, now, createRefusal),
      verify: (values, body, now) => this.#verify(values, body, now, createRefusal)
    })
  }

  verify(delivery: Delivery): WebhookEvent {
    const { headers, body } = partsOf(delivery)
    const now = arrivalOf(delivery)
    return this.#verify(readHeaders(headers), toBody(body), now)
  }

  safeVerify(delivery: Delivery): SafeResult {
    try {
      return { ok: true, event: this.verify(delivery) }
    } catch (error) {
      if (error instanceof WebhookError) return { ok: false, error }
      throw error
    }
  }

  async verifyRequest(request: FetchRequest | RequestLike, options: VerifyRequestOptions | undefined = {}): Promise<WebhookEvent> {
    const parts = internals.get(this) as Internals
    // Awaited at once: workerd reports a rejected promise that has no handler yet when it is returned.
    if (isDelivery(request)) return await verifyDelivery(parts, request, readDelivery)
    checkRequest(request)
    if (options === null || typeof options !== 'object') {
      throw new TypeError(`the options of verifyRequest are ${typeName(options)}, not an object`)
    }
    rejectUnknown(options, REQUEST_OPTIONS, 'option of verifyRequest')
    const now = arrivalOf(options)
    const signal = checkSignal(getOwn(options, 'signal'))
    if (signal?.aborted) throw signal.reason
    return await verifyDelivery(parts, request, signal ? readUntilAborted(signal) : readRequest, now)
  }

  dispose(): void {
    // First of all nothing verifies any more, even if wiping is broken off.
    const secrets = this.#secrets ?? []
    this.#secrets = undefined
    withInstance((instance) => secrets.forEach((secret) => secret.wipe(instance)))
  }

  #verify(
    values: HeaderValues,
    given: string | Uint8Array,
    now: number = this.#clock(),
    create: typeof createError = createError
  ): WebhookEvent {
    const instance = this.#lend()
    const { wasm } = instance
    // A body that fits is written once, and copied when it is verified. How large it may be is not decided here.
    const length = given.length <= Math.min(BODY_BYTES, this.#maxBodyBytes) ? instance.write(given) : Infinity
    const fits = length <= BODY_BYTES
    const size = fits ? length : instance.measure(given, this.#maxBodyBytes)
    if (!this.#open(instance, values, size, now)) throw refusal(instance, now, create)
    const body = fits ? given : snapshot(given)
    instance.feed(body, wasm.update, length)
    const reading = wasm.finish() && scan(instance, body, length)
    if (!reading) throw refusal(instance, now, create)
    const rawBody = fits ? instance.buffer.slice(0, length) : bytesOf(body)
    const signedAt = new Date(wasm.signed_at())
    const replayKey = instance.read(REPLAY_KEY_LENGTH)
    release(instance)
    return createEvent(reading, given, rawBody, values, signedAt, this.#ids[signerOf(reading)], replayKey)
  }

  /** Refuses what the headers alone refuse. */
  #check(values: HeaderValues, length: number, now: number, create: typeof createError): void {
    const instance = this.#lend()
    if (!this.#open(instance, values, length, now)) throw refusal(instance, now, create)
    release(instance)
  }

  /** Takes the instance, after everything that could call the user's code, with the secrets chosen: theirs is the buffer first. */
  #lend(): Instance {
    const secrets = this.#secrets
    if (!secrets) throw new TypeError('this WebhookVerifier was disposed of')
    const instance = acquire()
    for (let place = 0; place < secrets.length; place++) (secrets[place] as Secret).select(instance, place)
    return instance
  }

  #open(instance: Instance, values: HeaderValues, length: number, now: number): number {
    return instance.wasm.begin(
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

  #clock(): number {
    const now = this.#now
    const millis = now ? millisOf(now()) : Date.now()
    if (!Number.isFinite(millis)) throw new TypeError('now must return a valid Date')
    return millis
  }
}

/** When a delivery arrived that was kept since, in milliseconds; undefined where it arrives now. */
function arrivalOf(options: object): number | undefined {
  const receivedAt: unknown = getOwn(options, 'receivedAt')
  if (receivedAt === undefined) return undefined
  const millis = millisOf(receivedAt)
  if (Number.isNaN(millis)) throw new TypeError(`receivedAt must be a valid Date, not ${typeName(receivedAt)}`)
  return millis
}

function partsOf(delivery: Delivery): Delivery {
  if (delivery === null || typeof delivery !== 'object') {
    throw new TypeError(`verify takes { headers, body }, not ${typeName(delivery)}`)
  }
  if (ArrayBuffer.isView(delivery)) throw new TypeError('verify takes one object, { headers, body }')
  if (typeof (delivery as { arrayBuffer?: unknown }).arrayBuffer === 'function') {
    throw new TypeError('verify takes { headers, body }; for a Fetch Request there is await verifyRequest(request)')
  }
  return delivery
}
