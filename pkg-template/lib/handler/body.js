// A delivery's body, which has to arrive in time, and the delivery that a Fetch Request is.
import { readRequest } from '../verifier/body.ts'
import { checkRequest } from '../verifier/delivery.ts'
import { inTime } from './deadline.js'
import { refuse } from './errors.js'

/** A sender that hangs up in the middle of the body is answered like one that is too slow. */
const breakOff = (cause) => refuse('body_timeout', cause)

/** Returns a reader for {@link verifyDelivery}. A body that has arrived already needs no timer. */
export const readInTime = (seconds) => async (delivery, limit) => {
  const reading = delivery.readBody(limit, breakOff)
  if (typeof reading?.then !== 'function') return reading
  try {
    return await inTime(reading, seconds, () => refuse('body_timeout'))
  } finally {
    delivery.cancel()
  }
}

/** Each member is read when it is needed: a request that only looks like one may throw. */
export class FetchDelivery {
  #reader

  constructor(request) {
    this.request = request
  }

  get method() {
    checkRequest(this.request)
    return this.request.method
  }

  get headers() {
    return this.request.headers
  }

  get length() {
    return Number(this.headers.get('content-length'))
  }

  get signal() {
    return this.request.signal
  }

  readBody(limit, breakOff) {
    return readRequest(this.request, limit, { breakOff, opened: (reader) => (this.#reader = reader) })
  }

  /** Deno closes the connection after a body that was never looked at. */
  discard() {
    void this.request.body
  }

  /** Canceling a finished stream is a no-op. */
  cancel() {
    cancelReader(this.#reader)
  }
}

function cancelReader(reader) {
  try {
    reader?.cancel().catch(() => {})
  } catch {
    // A stream that cannot be canceled is left to the platform.
  }
}
