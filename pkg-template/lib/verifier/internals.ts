// The parts of a verifier for the handler and the adapters, which read the body themselves.
import type { HeaderValues } from './headers.ts'
import type { WebhookEvent } from './types.ts'

/** The parts of a verification. Times are Unix milliseconds. */
export interface Internals {
  /** Both tolerances, in seconds. */
  windowSeconds: number
  maxBodyBytes: number
  clock(): number
  checkHeaders(values: HeaderValues, length: number, now: number): void
  verify(values: HeaderValues, body: string | Uint8Array, now: number): WebhookEvent
}

/** Kept in a WeakMap: internal to the handler and the adapters. */
export const internals: WeakMap<object, Internals> = /* @__PURE__ */ new WeakMap()

/**
 * Returns the parts of a verification, for callers that read the body themselves; undefined for anything but a WebhookVerifier
 * of this package. One reading of `clock` judges one delivery.
 */
export const internalsOf = (verifier: object): Internals | undefined => internals.get(verifier)
