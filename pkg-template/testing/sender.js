// One request to the endpoint, and what became of it: `{ status }`, `{ failure }` where no answer came, `{ unsendable }`
// where the platform's fetch cannot say such a thing.
import { inTime } from '../lib/handler/deadline.js'

/** So much of an answer's body is read: one without an end would be collected until the memory is full. */
const MOST_BYTES = 65_536

export class Sender {
  #target
  #settings

  constructor(target, settings) {
    this.#target = target
    this.#settings = settings
  }

  get isRemote() {
    return typeof this.#target === 'string'
  }

  async send({ method = 'POST', headers, body }) {
    const init = { method, headers: { ...headers, ...this.#settings.headers }, ...(method !== 'GET' && { body }) }
    let request
    try {
      request = new Request(this.#settings.url, init)
    } catch (error) {
      return { unsendable: error.message }
    }
    const target = this.#target
    return this.isRemote ? this.#fetch(init) : this.#inTime(() => target(request))
  }

  /** Once more where the connection broke: it may have been an idle one, which the server closed meanwhile. */
  async #fetch(init) {
    const ask = (signal) => fetch(this.#settings.url, { ...init, redirect: 'manual', signal })
    const outcome = await this.#inTime(ask)
    if (!outcome.failure || outcome.isLate) return outcome
    const again = await this.#inTime(ask)
    // A server that died of the first is not there for the second; what it died of is to be told.
    const isOther = again.failure && again.failure !== outcome.failure
    return isOther ? { ...again, failure: `${outcome.failure}, then ${again.failure}` } : again
  }

  async #inTime(ask) {
    const { timeoutSeconds } = this.#settings
    const controller = new AbortController()
    const stop = () => {
      controller.abort()
      return Object.assign(new Error(`no answer within ${timeoutSeconds} s`), { isLate: true })
    }
    try {
      return await inTime(
        answerOf(async () => ask(controller.signal)),
        timeoutSeconds,
        stop
      )
    } catch (error) {
      return { failure: reasonOf(error), isLate: error?.isLate }
    }
  }
}

/** The body is of no interest, but what is not read keeps the connection. */
async function answerOf(ask) {
  const response = await ask()
  if (typeof response?.status !== 'number') throw new TypeError('what it answered is no Response')
  await drain(response.body).catch(() => {})
  return { status: response.status }
}

async function drain(body) {
  const reader = body?.getReader()
  for (let left = MOST_BYTES; reader && left > 0; ) {
    const { done, value } = await reader.read()
    if (done) return
    left -= value.length + 1
  }
  reader?.cancel().catch(() => {})
}

/** Node's fetch says why in the cause. */
const reasonOf = (error) => error?.cause?.code ?? error?.cause?.message ?? error?.message ?? String(error)
