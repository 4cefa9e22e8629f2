// A delivery that is a Fetch Request.
import { readRequest } from '../verifier/body.ts'
import { checkRequest } from '../verifier/request-shape.ts'
import type { AbortSignalLike, FetchRequest, RequestLike } from '../verifier/types.ts'
import type { HandlerDelivery } from './delivery.ts'

type BreakOff = (error: unknown) => unknown

/**
 * Each member is read when it is needed, because a request that only looks like one may throw. On workerd each access takes
 * microseconds.
 */
export class FetchDelivery implements HandlerDelivery {
  readonly request: FetchRequest
  readonly #platform: readonly unknown[]
  #reader: ReadableStreamDefaultReader | undefined
  #headers: FetchRequest['headers'] | undefined

  constructor(request: FetchRequest | RequestLike, platform: readonly unknown[]) {
    this.request = request as FetchRequest
    this.#platform = platform
  }

  get method(): string {
    checkRequest(this.request)
    return this.request.method
  }

  get headers(): FetchRequest['headers'] {
    return (this.#headers ??= this.request.headers)
  }

  get length(): number {
    return Number(this.headers.get('content-length'))
  }

  get signal(): AbortSignalLike {
    return this.request.signal
  }

  readBody(limit: number, breakOff: BreakOff): Promise<Uint8Array | undefined> {
    const { request } = this
    if (isServedByBun(request, this.#platform) && this.length > 0 && !request.bodyUsed) return readServed(request, limit, breakOff)
    return this.#readStream(limit, breakOff)
  }

  #readStream(limit: number, breakOff: BreakOff): Promise<Uint8Array | undefined> {
    const opened = (reader: ReadableStreamDefaultReader) => {
      this.#reader = reader
    }
    return readRequest(this.request, limit, { breakOff, opened })
  }

  /** Deno closes the connection after a body that was never looked at. */
  discard(): void {
    void this.request.body
  }

  /** Canceling a finished stream is a no-op. */
  cancel(): void {
    try {
      this.#reader?.cancel().catch(() => {})
    } catch {
      // A stream that cannot be canceled is left to the platform.
    }
  }
}

/**
 * Whether the request is one that Bun's server has received, and not one that a middleware has made. The server ends a body at its
 * declared length, which is checked before; reading it as a stream would double the cost of a delivery.
 */
function isServedByBun(request: object, [server]: readonly unknown[]): boolean {
  const { requestIP } = (server ?? {}) as { requestIP?: (request: object) => unknown }
  return 'Bun' in globalThis && typeof requestIP === 'function' && Boolean(requestIP.call(server, request))
}

async function readServed(request: RequestLike, limit: number, breakOff: BreakOff): Promise<Uint8Array | undefined> {
  try {
    const bytes = new Uint8Array(await request.arrayBuffer())
    return bytes.length > limit ? undefined : bytes
  } catch (error) {
    // Of a body that is locked, with the error that says so.
    throw error instanceof TypeError ? await readRequest(request, limit).catch((reason: unknown) => reason) : breakOff(error)
  }
}
