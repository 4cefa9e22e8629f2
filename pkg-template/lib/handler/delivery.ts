// A delivery and its answer, as the handler's core takes and returns them. Each platform's side makes one and writes the other.
import type { AdapterDelivery } from '../verifier/delivery.ts'
import type { AbortSignalLike, FetchRequest } from '../verifier/types.ts'

export interface HandlerDelivery extends AdapterDelivery {
  readonly method: string | undefined
  /** For the user's functions; made on demand where the platform has no Fetch Request. */
  readonly request: FetchRequest
  readonly signal: AbortSignalLike | undefined
  /** Stops reading the body. */
  cancel?(): void
  /** Called when the body is of no use. */
  discard?(): void
}

export interface Answer {
  readonly status: number
  readonly headers: { readonly [name: string]: string }
  readonly body: string | Uint8Array
}

export type Receive = (delivery: HandlerDelivery, platform: readonly unknown[]) => Promise<Answer>

/** The name under which a handler keeps its {@link Receive}, for the adapters, which are files of their own. */
export const receiveKey = (): symbol => Symbol.for('webhook-verifier.receive')
