// The WebAssembly instance: taken out for a delivery and given back after it.
import { load } from '#load'
import { knowsItsAnswers } from './self-test.js'

/** Answers of the module's functions; see wasm/src/lib.rs. */
export const REFUSED = 0
export const DONE = 1
export const AGAIN = 2
/** Of `secret`: the first number that is a flaw's. */
export const FIRST_FLAW = 2

const BUFFER_BYTES = 65536
const HEADERS = 4
const SHORT = 32

// Not `module`: Parcel's modules are functions with a parameter of that name.
let compiled
let idle
let isSound = false

/**
 * Lends the instance to `work` and returns its result. One that does not come back (a trap, the host's stack overflowing
 * half-way, a call in the middle of a call) leaves the next to a fresh instance. Nothing is lost with it: secrets are
 * kept outside.
 */
export function use(work) {
  const instance = idle ?? begin()
  idle = undefined
  const result = work(instance)
  give(instance)
  return result
}

/** For work that ends in an error of the caller's: the instance is sound. */
export function give(instance) {
  idle = instance
}

/** The first instance of a module has to give the known answers. */
function begin() {
  const exports = instantiate()
  if (isSound) return new Instance(exports)
  try {
    const instance = new Instance(exports)
    isSound = knowsItsAnswers(instance)
    if (isSound) return instance
  } catch (error) {
    // The host's stack can end here as anywhere. Then the next call asks.
    if (!(error instanceof WebAssembly.RuntimeError || error instanceof TypeError)) throw error
  }
  throw new Error("webhook-verifier's WebAssembly module is damaged: it fails its self-test")
}

/** A fresh instance's exports. */
export function instantiate() {
  try {
    return new WebAssembly.Instance((compiled ??= load()), {}).exports
  } catch (error) {
    // A page's policy stops it here: Chromium and Firefox at the module, WebKit at the instance.
    if (error instanceof TypeError || error instanceof RangeError) throw error
    const policy = "where a Content-Security-Policy applies, its script-src has to allow 'wasm-unsafe-eval'"
    throw new Error(`WebAssembly cannot run here: ${policy}; elsewhere the module is damaged (${error.message})`, { cause: error })
  }
}

// No function that is made during a call is given a name, here and in what runs on an instance: bundlers that keep names,
// as Wrangler's does, would define that name with Object.defineProperty each time.
class Instance {
  #encoder = new TextEncoder()
  #decoder = new TextDecoder()

  constructor(exports) {
    this.wasm = exports
    this.buffer = new Uint8Array(this.wasm.memory.buffer, this.wasm.buffer(), BUFFER_BYTES)
    const quarter = BUFFER_BYTES / HEADERS
    this.headers = Array.from({ length: HEADERS }, (_, n) => this.buffer.subarray(n * quarter, (n + 1) * quarter))
  }

  /** Writes text as UTF-8 and returns its length in bytes; of one that does not fit, one more than there is room for. */
  write(text, view = this.buffer) {
    if (text.length <= SHORT) {
      // Cheaper than encodeInto for a time or a name.
      let at = 0
      for (; at < text.length; at++) {
        const code = text.charCodeAt(at)
        if (code > 0x7f) break
        view[at] = code
      }
      if (at === text.length) return at
    }
    const { read, written } = this.#encoder.encodeInto(text, view)
    return read < text.length ? view.length + 1 : written
  }

  /** Writes a header where the module looks for it, and returns its length; one that is not there has none. */
  writeHeader(text, place) {
    return text === null ? 0 : this.write(text, this.headers[place])
  }

  /** Reads an answer of `length` bytes. */
  read(length) {
    return this.#decoder.decode(this.buffer.subarray(0, length))
  }

  /** Hands a string or bytes to `step`, one bufferful after the other, until one is not `DONE`. */
  feed(body, step) {
    return typeof body === 'string' ? this.#feedText(body, step) : this.#feedBytes(body, step)
  }

  #feedText(text, step) {
    if (text.length <= SHORT) return step(this.write(text))
    for (let rest = text; ; ) {
      const { read, written } = this.#encoder.encodeInto(rest, this.buffer)
      const answer = step(written)
      if (answer !== DONE || read === rest.length) return answer
      rest = rest.slice(read)
    }
  }

  #feedBytes(bytes, step) {
    const size = this.buffer.length
    for (let at = 0; ; at += size) {
      const piece = at === 0 && bytes.length <= size ? bytes : bytes.subarray(at, at + size)
      this.buffer.set(piece)
      const answer = step(piece.length)
      if (answer !== DONE || at + size >= bytes.length) return answer
    }
  }

  /** The UTF-8 length of a text; of one longer than `limit`, any number beyond that. */
  measure(text, limit) {
    if (text.length * 3 <= limit || text.length > limit) return text.length
    let length = 0
    this.#feedText(text, (written) => ((length += written) > limit ? REFUSED : DONE))
    return length
  }
}
