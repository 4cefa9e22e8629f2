// Signed deliveries that differ from each other, as headers and a text.
import { createHmac } from 'node:crypto'
import { bodyOf, JOB } from './bodies.mjs'
import { SECRET } from './secret.mjs'

/** Tells the deliveries of one process from those of another. */
const PROCESS_ID = process.pid.toString(36).slice(-3).padStart(3, '0')

/**
 * Returns a function of a number that returns a delivery with a job id of its own.
 * @param {number} bytes
 */
export function deliveryMaker(bytes, secret = SECRET) {
  const template = bodyOf(bytes)
  const time = new Date().toISOString()
  return (/** @type {number} */ number) => {
    const body = template.replace(JOB, `${PROCESS_ID}${String(number).padStart(JOB.length - 3, '0')}`)
    const signature = `sha256=${createHmac('sha256', secret).update(`${time}.${body}`).digest('hex')}`
    return { headers: { 'content-type': 'application/json', 'x-webhook-timestamp': time, 'x-webhook-signature': signature }, body }
  }
}
