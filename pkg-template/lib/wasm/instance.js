// The WebAssembly instance: taken out for a delivery and given back after it.
import { isSound } from '#load'
import { BODY_BYTES, decoder, encoder, HEADER_BYTES } from './memory-layout.js'
import { instantiate } from './instantiate.js'

/** Answers of the module's functions; see crates/wasm/src/lib.rs. */
export const REFUSED = 0
export const DONE = 1
export const AGAIN = 2
/** Of `secret`: the first number that is a flaw's. */
export const FIRST_FLAW = 2

const DOT = 46

let idle
let isTested = false

/**
 * Takes the instance out. One that is not given back (a trap, the host's stack overflowing half-way, a call in the middle of
 * a call) leaves the next to a fresh instance. Nothing is lost with it: secrets are kept outside.
 */
export function take() {
  const instance = idle ?? begin()
  idle = undefined
  return instance
}

/** Before the result or an error of the caller's comes out: the instance is sound. */
export function give(instance) {
  idle = instance
}

/** Lends the instance to `work` and returns its result. */
export function use(work) {
  const instance = take()
  const result = work(instance)
  give(instance)
  return result
}

/** Returns an instance. The first one is tested. */
function begin() {
  const exports = instantiate()
  if (isTested) return new Instance(exports)
  try {
    const instance = new Instance(exports)
    isTested = isSound(instance)
    if (isTested) return instance
  } catch (error) {
    // The host's stack can end here as anywhere. Then the next call asks.
    if (!(error instanceof WebAssembly.RuntimeError || error instanceof TypeError)) throw error
  }
  throw new Error("webhook-verifier's WebAssembly module is damaged: it fails its self-test")
}

// No function that is made during a call is given a name, here and in what runs on an instance: bundlers that keep names,
// as Wrangler's does, would define that name with Object.defineProperty each time.
class Instance {
  /** The buffer behind the last message's timestamp, which is as long as the next one's. */
  #tail

  constructor(exports) {
    this.wasm = exports
    const { buffer } = exports.memory
    const start = exports.buffer()
    this.buffer = new Uint8Array(buffer, start, BODY_BYTES)
    // Four such places come before them.
    this.headers = [4, 5, 6, 7].map((n) => new Uint8Array(buffer, start + n * HEADER_BYTES, HEADER_BYTES))
    this.#tail = this.buffer
  }

  /** Writes a text's UTF-8 or bytes and returns how many; of what does not fit, more than there is room for. */
  write(data, view = this.buffer) {
    if (typeof data !== 'string') {
      if (data.length <= view.length) view.set(data)
      return data.length
    }
    const { read, written } = encoder.encodeInto(data, view)
    return read < data.length ? view.length + 1 : written
  }

  /** Writes a header where the module looks for it, and returns its length; one that is not there has none. */
  writeHeader(text, place) {
    return text === null ? 0 : this.write(text, this.headers[place])
  }

  /** Writes timestamp, dot and body behind one another, as they are signed; returns as `write` does. */
  writeMessage(time, body) {
    const at = this.write(time)
    this.buffer[at] = DOT
    const start = at + 1
    if (this.#tail.length !== BODY_BYTES - start) this.#tail = this.buffer.subarray(start)
    return start + this.write(body, this.#tail)
  }

  /** Reads an answer of `length` ASCII characters. */
  read(length) {
    return decoder.decode(this.headers[0].subarray(0, length))
  }

  /**
   * Hands a string or bytes to `step`, one bufferful after the other, until one is not `DONE`. `length` is what `write`
   * returned for it, where it may be in the buffer as a whole.
   */
  feed(body, step, length = Infinity) {
    if (length <= BODY_BYTES) return step(length)
    let answer = DONE
    for (let rest = body; answer === DONE && rest.length; ) {
      if (typeof rest === 'string') {
        const { read, written } = encoder.encodeInto(rest, this.buffer)
        answer = step(written)
        rest = rest.slice(read)
      } else {
        answer = step(this.write(rest.subarray(0, BODY_BYTES)))
        rest = rest.subarray(BODY_BYTES)
      }
    }
    return answer
  }

  /** The length of bytes or of a text's UTF-8; of one longer than `limit`, any number beyond that. */
  measure(text, limit) {
    if (typeof text !== 'string' || text.length * 3 <= limit || text.length > limit) return text.length
    let length = 0
    this.feed(text, (written) => ((length += written) > limit ? REFUSED : DONE))
    return length
  }
}
