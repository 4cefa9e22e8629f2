// Sends deliveries as the provider does. Signed with node:crypto, not with our code.
import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { connect } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'

export const WEBHOOK_SECRET = 'whsec_9f1c2d'

/**
 * Parts of a delivery, of which a test may leave some out.
 * @typedef {{ timestamp: string, signature: string, body: string }} SignedText
 */

const MOMENT = 100

/**
 * Where the output of a job is; a receiver that handles its delivery logs it.
 * @param {string} id
 */
export const outputOf = (id) => `https://cdn.example/${id}.webm`

/** A delivery about the job of that id, signed so many milliseconds from now. */
export function delivery({ id = 'job_1', secret = WEBHOOK_SECRET, from = 0, note = '' } = {}) {
  const data = { id, status: 'completed', output_url: outputOf(id), metadata: { note } }
  const body = JSON.stringify({ event: 'job.completed', data })
  const timestamp = new Date(Date.now() + from).toISOString()
  const signature = `sha256=${createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')}`
  return { timestamp, signature, body }
}

/**
 * The answer as the sender sees it, but for its date. Parts of the delivery that are not there are not sent.
 * @param {string} address
 * @param {Partial<SignedText>} delivery
 */
export async function post(address, { timestamp, signature, body }) {
  const signed = Object.entries({ 'x-webhook-timestamp': timestamp, 'x-webhook-signature': signature })
  /** @type {[string, string][]} */
  const headers = [
    ['content-type', 'application/json'],
    ...signed.flatMap(([name, value]) => /** @type {[string, string][]} */ (value === undefined ? [] : [[name, value]]))
  ]
  const response = await fetch(`${address}/webhook`, { method: 'POST', headers, body: body ?? null })
  const { date, ...others } = Object.fromEntries(response.headers)
  return { status: response.status, headers: others, body: await response.text() }
}

/**
 * Ends the connection in the middle of a delivery, when the receiver has begun to read it.
 * @param {string} address
 */
export async function hangUp(address) {
  const { hostname, port, host, pathname } = new URL(`${address}/webhook`)
  const socket = connect(Number(port), hostname)
  await once(socket, 'connect')
  socket.write(`POST ${pathname} HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 100\r\n\r\n{"e`)
  await pause(MOMENT)
  socket.destroy()
  await pause(MOMENT)
}
