// Reading a body until an AbortSignal stops it.
import { readRequest } from './body.js'
import { describe } from './secret.js'

/** By its members: the signal may be another realm's, or a library's. */
export function checkSignal(signal) {
  if (signal === undefined || typeof signal?.addEventListener === 'function') return signal
  throw new TypeError(`signal must be an AbortSignal, not ${describe(signal)}`)
}

/** Returns a reader of a request's body that rejects with the signal's reason, and then lets go of the body. */
export const readUntilAborted = (signal) => async (request, limit) => {
  let reader, stop
  const aborted = new Promise((_, reject) => (stop = () => reject(signal.reason)))
  signal.addEventListener('abort', stop)
  try {
    // A signal that is aborted already fires no event.
    if (signal.aborted) throw signal.reason
    return await Promise.race([readRequest(request, limit, { opened: (opened) => (reader = opened) }), aborted])
  } finally {
    signal.removeEventListener('abort', stop)
    if (signal.aborted) release(reader, signal.reason)
  }
}

/** Canceling first ends a read that is still waiting. */
function release(reader, reason) {
  try {
    reader?.cancel(reason).catch(() => {})
    reader?.releaseLock()
  } catch {
    // A stream that cannot be canceled is left to the platform.
  }
}
