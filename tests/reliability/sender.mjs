// The sender: node:crypto, node:http and the provider's documented algorithm, nothing of the package.
import { Agent, request } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { sign } from '../package/guide.mjs'

/** @typedef {{ body: string, headers: Record<string, string | string[]>, method?: string }} SentDelivery */
/**
 * An answer with its time in milliseconds, or the error of a connection that broke.
 * @typedef {{ status: number, headers: Record<string, string>, text: string, millis: number, error?: Error }} Answer
 */

export const SECRET = 'whsec_proofs'

/** No answer within this time is a broken connection, in milliseconds. */
const LONGEST = 90_000
const BROKEN = { status: 0, headers: {}, text: '', millis: 0 }

let count = 0
const digits = () => String(Math.floor(Math.random() * 1e6)).padStart(6, '0')

/** Now, in nanoseconds, so that no two are alike. */
const moment = () => new Date().toISOString().replace('Z', `${digits()}Z`)

/**
 * Signs a body at this moment, with a delivery id of its own: no two deliveries are alike but in their bodies.
 * @param {string} body
 */
export function signed(body, { secret = SECRET, timestamp = moment(), ...headers } = {}) {
  const own = { 'x-webhook-timestamp': timestamp, 'x-webhook-signature': sign(body, timestamp, secret) }
  return { body, headers: { 'content-type': 'application/json', 'x-webhook-delivery-id': `dlv_${++count}`, ...own, ...headers } }
}

/**
 * @param {string} id
 * @param {object | undefined} [more]
 */
export const bodyOf = (id, more) => JSON.stringify({ event: 'job.completed', data: { id, status: 'completed', ...more } })

export class Sender {
  #agent = new Agent({ keepAlive: true })

  /**
   * One answer, or the error of a connection that broke.
   * @param {number} port
   * @param {SentDelivery} delivery
   * @returns {Promise<Answer>}
   */
  post(port, { body, headers, method = 'POST' }) {
    return new Promise((resolve, reject) => {
      const length = { 'content-length': Buffer.byteLength(body) }
      const begin = performance.now()
      const target = { port, host: '127.0.0.1', path: '/webhook', agent: this.#agent }
      const asked = request({ ...target, method, headers: { ...length, ...headers }, signal: AbortSignal.timeout(LONGEST) })
      asked.on('response', (response) => {
        let text = ''
        response
          .setEncoding('utf8')
          .on('data', (piece) => (text += piece))
          .on('error', reject)
        const { statusCode: status, headers } = response
        response.on('end', () =>
          resolve({
            status: Number(status),
            headers: /** @type {Record<string, string>} */ (headers),
            text,
            millis: performance.now() - begin
          })
        )
      })
      asked.on('error', reject)
      asked.end(body)
    })
  }

  /**
   * As providers do: again, on another port, until an answer is 2xx. `make(attempt)` gives the delivery of each attempt.
   * @param {number[]} ports
   * @param {(attempt: number) => SentDelivery} make
   * @returns the answers, the last of which is the good one; a broken connection is `{ status: 0 }`
   */
  async insist(ports, make, { millis = 250, patience = 60_000 } = {}) {
    /** @type {Answer[]} */
    const answers = []
    for (const end = Date.now() + patience; Date.now() < end; await pause(millis)) {
      const port = Number(ports[(count + answers.length) % ports.length])
      answers.push(await this.post(port, make(answers.length)).catch((error) => ({ ...BROKEN, error })))
      if (Math.floor(Number(answers.at(-1)?.status) / 100) === 2) return answers
    }
    return answers
  }

  close() {
    this.#agent.destroy()
  }
}

/**
 * Calls `work(number)` for 0 … count-1, `width` at a time.
 * @param {number} count
 * @param {number} width
 * @param {(number: number) => Promise<void>} work
 */
export async function eachOf(count, width, work) {
  let next = 0
  const lane = async () => {
    while (next < count) await work(next++)
  }
  await Promise.all(Array.from({ length: width }, lane))
}
