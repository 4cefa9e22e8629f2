// The verification of a request whose body has to arrive in time.
import { Deadline } from './deadline.js'
import { refuse } from './refusals.js'

export async function verifyInTime(verifier, request, seconds) {
  const reading = new Reading(request, seconds)
  try {
    return await verifier.verifyRequest(reading)
  } finally {
    reading.end()
  }
}

/** What verifyRequest needs of a Request, each piece of the body against a clock that starts with the first. */
class Reading {
  #request
  #seconds
  #reader
  #deadline

  constructor(request, seconds) {
    this.#request = request
    this.#seconds = seconds
    this.headers = request.headers
    this.bodyUsed = request.bodyUsed
    const { body } = request
    this.body = typeof body?.getReader === 'function' ? { locked: body.locked, getReader: () => this.#open(body) } : body
  }

  #open(body) {
    const reader = body.getReader()
    this.#reader = reader
    return { read: () => this.#inTime(() => reader.read()), cancel: async () => reader.cancel() }
  }

  arrayBuffer() {
    return this.#inTime(() => this.#request.arrayBuffer())
  }

  /** A stream that fails is a sender who hung up. */
  #inTime(read) {
    const whole = async () => {
      try {
        return await read()
      } catch (cause) {
        throw refuse('body_timeout', cause)
      }
    }
    this.#deadline ??= new Deadline(this.#seconds, () => refuse('body_timeout'))
    return this.#deadline.race(whole())
  }

  /** A stream that was read to its end does not mind. */
  end() {
    this.#deadline?.stop()
    const cancel = async () => this.#reader.cancel()
    cancel().catch(() => {})
  }
}
