// The responses of a handler. They say no more than the sender needs.

const STORE_SECONDS = 5

/** Where the rest of the body is of no interest, neither is the next request behind it. */
const CLOSE = { connection: 'close' }
const HEADERS = { 405: { allow: 'POST' }, 408: CLOSE, 413: CLOSE }

export const empty = (status) => new Response(null, { status })

/** Every 401 alike: a forger should not learn which check it was. */
export function answerTo({ code, status }, { leaseSeconds }) {
  const headers = { 'content-type': 'application/json', ...HEADERS[status] }
  // Senders give up after some attempts: after the lease one finds its way, whatever became of the other worker.
  const retry = code === 'delivery_in_progress' ? Math.ceil(leaseSeconds) : STORE_SECONDS
  if (status === 503) headers['retry-after'] = String(retry)
  return new Response(JSON.stringify({ code: status === 401 ? 'unauthorized' : code }), { status, headers })
}
