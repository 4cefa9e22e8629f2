// The answers of a handler, as plain records. They say no more than the sender needs.
import type { Answer } from './delivery.ts'
import type { Settings } from './options.ts'
import type { FetchResponse } from './types.ts'

const STORE_SECONDS = 5

/** Close the connection when the rest of the body is discarded. */
const CLOSE = { connection: 'close' }
const HEADERS: { readonly [status: number]: Answer['headers'] } = { 405: { allow: 'POST' }, 408: CLOSE, 413: CLOSE }

interface Refusal {
  readonly code: string
  readonly status: number
}

export { METHOD_NOT_ALLOWED } from '../contract/errors.ts'

const NO_HEADERS = {}

export const emptyAnswer = (status: number): Answer => ({ status, headers: NO_HEADERS, body: '' })

/** Every 401 alike: a forger should not learn which check it was. */
export function answerRefusal({ code, status }: Refusal, { leaseSeconds }: Settings): Answer {
  const headers: { [name: string]: string } = { 'content-type': 'application/json', ...HEADERS[status] }
  // Senders give up after some attempts: after the lease one finds its way, whatever became of the other worker.
  const retry = code === 'delivery_in_progress' ? Math.ceil(leaseSeconds) : STORE_SECONDS
  if (status === 503) headers['retry-after'] = String(retry)
  return { status, headers, body: `{"code":"${status === 401 ? 'unauthorized' : code}"}` }
}

/** An answer without a body has no headers: a platform that gets none makes none. */
export const toResponse = ({ status, headers, body }: Answer): FetchResponse =>
  (body ? new Response(body as string, { status, headers }) : new Response(null, { status })) as FetchResponse
