// The public class.
import type {
  Delivery,
  FetchRequest,
  RequestLike,
  SafeResult,
  Secret,
  VerifyRequestOptions,
  WebhookEvent,
  WebhookVerifierOptions
} from './types.ts'
import { Verifier } from './verifier.ts'

/** Verifies deliveries and parses their events. Keep one for as long as its secrets serve. */
export interface WebhookVerifier {
  /**
   * Verifies a delivery and parses its event.
   *
   * @param delivery headers and raw body as they arrived
   * @returns the event that was signed
   * @throws {WebhookError} for a delivery that is refused
   * @throws {TypeError} for a mistake of the caller's, such as a body that was parsed already or an invalid `receivedAt`
   */
  verify(delivery: Delivery): WebhookEvent

  /** Like {@link verify}, but returns the refusal. Mistakes of the caller's are still thrown. */
  safeVerify(delivery: Delivery): SafeResult

  /**
   * Reads the raw bytes of a Fetch Request, no further than `maxBodyBytes`, and verifies them.
   *
   * @throws {WebhookError} for a delivery that is refused
   * @throws {TypeError} for a body that was read already
   * @throws the reason of `signal` where it aborts before the body has arrived
   */
  verifyRequest(request: FetchRequest | RequestLike, options?: VerifyRequestOptions | undefined): Promise<WebhookEvent>

  /** Wipes the keys. Verifying throws a TypeError from then on. Also `[Symbol.dispose]` where the runtime has it. */
  dispose(): void
}

/** The class of {@link WebhookVerifier}. */
export interface WebhookVerifierConstructor {
  /**
   * @param options one secret, or options with `secret` or `secrets`
   * @throws {TypeError} for a string secret that looks like a bad setting (empty, whitespace at its start or end, a NUL,
   *   `undefined`), so that a deployment fails at once and not at the first delivery. Bytes are taken as they are.
   * @throws {TypeError} for `secret` and `secrets` together, and for an option that does not exist
   * @throws {RangeError} for a number that is negative or not finite
   * @example
   * const verifier = new WebhookVerifier(process.env.WEBHOOK_SECRET)
   * const event = verifier.verify({ headers: request.headers, body: rawBody })
   */
  new (options: Secret | undefined | WebhookVerifierOptions): WebhookVerifier
  readonly prototype: WebhookVerifier
}

/** `using` works where the runtime has it. Written as a call so that bundlers can drop an unused class. */
export const WebhookVerifier: WebhookVerifierConstructor = /* @__PURE__ */ (() => {
  const { dispose } = Verifier.prototype
  if (Symbol.dispose) Object.defineProperty(Verifier.prototype, Symbol.dispose, { value: dispose, writable: true, configurable: true })
  return Object.defineProperty(Verifier, 'name', { value: 'WebhookVerifier' })
})()
