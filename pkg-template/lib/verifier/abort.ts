// Reading a body until an AbortSignal stops it.
import { readRequest } from './body.ts'
import { typeName } from './secret.ts'
import type { AbortSignalLike, RequestLike } from './types.ts'

/** By its members: the signal may be another realm's, or a library's. */
export function checkSignal(signal: unknown): AbortSignalLike | undefined {
  if (signal === undefined || typeof (signal as AbortSignalLike | null)?.addEventListener === 'function') {
    return signal as AbortSignalLike | undefined
  }
  throw new TypeError(`signal must be an AbortSignal, not ${typeName(signal)}`)
}

/** Returns a reader of a request's body that rejects with the signal's reason, and then lets go of the body. */
export const readUntilAborted =
  (signal: AbortSignalLike) =>
  async (request: RequestLike, limit: number): Promise<Uint8Array | undefined> => {
    let reader: ReadableStreamDefaultReader | undefined
    let stop = () => {}
    const aborted = new Promise<never>((_, reject) => {
      stop = () => reject(signal.reason)
    })
    signal.addEventListener('abort', stop)
    try {
      // A signal that is aborted already fires no event.
      if (signal.aborted) throw signal.reason
      const opened = (stream: ReadableStreamDefaultReader) => {
        reader = stream
      }
      return await Promise.race([readRequest(request, limit, { opened }), aborted])
    } finally {
      signal.removeEventListener('abort', stop)
      if (signal.aborted) letGo(reader, signal.reason)
    }
  }

/** Canceling first ends a read that is still waiting. */
function letGo(reader: ReadableStreamDefaultReader | undefined, reason: unknown): void {
  try {
    reader?.cancel(reason).catch(() => {})
    reader?.releaseLock()
  } catch {
    // A stream that cannot be canceled is left to the platform.
  }
}
