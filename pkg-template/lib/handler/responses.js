// The answers of a handler, as plain records that each platform's side writes out. They say no more than the sender needs.

const STORE_SECONDS = 5

/** Close the connection when the rest of the body is discarded. */
const CLOSE = { connection: 'close' }
const HEADERS = { 405: { allow: 'POST' }, 408: CLOSE, 413: CLOSE }

export { METHOD_NOT_ALLOWED } from '../contract/errors.ts'

export const emptyAnswer = (status) => ({ status, headers: {}, body: '' })

/** Every 401 alike: a forger should not learn which check it was. */
export function answerRefusal({ code, status }, { leaseSeconds }) {
  const headers = { 'content-type': 'application/json', ...HEADERS[status] }
  // Senders give up after some attempts: after the lease one finds its way, whatever became of the other worker.
  const retry = code === 'delivery_in_progress' ? Math.ceil(leaseSeconds) : STORE_SECONDS
  if (status === 503) headers['retry-after'] = String(retry)
  return { status, headers, body: `{"code":"${status === 401 ? 'unauthorized' : code}"}` }
}

export const toResponse = ({ status, headers, body }) => new Response(body || null, { status, headers })
