// Deliveries of the moment, signed by node:crypto.
import { SECRET } from '../../runtimes/handler/served.mjs'
import { sign } from '../guide.mjs'

export { SECRET }
let count = 0

/**
 * `parts` may also name headers.
 * @param {{ body?: any, id?: string, secret?: string, [header: string]: any }} parts
 * @returns {{ headers: Record<string, any>, body: any }}
 */
export function parcel({ body, id = `job_${process.pid}_${++count}`, secret = SECRET, ...headers } = {}) {
  const text = body ?? JSON.stringify({ event: 'job.completed', data: { id, status: 'completed', text: 'é€' } })
  const timestamp = new Date().toISOString()
  return { headers: { 'x-webhook-timestamp': timestamp, 'x-webhook-signature': sign(text, timestamp, secret), ...headers }, body: text }
}
