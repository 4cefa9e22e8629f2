// The WebAssembly instance: acquired for a delivery and released after it.
import { isSound } from '#load'
import { BODY_BYTES, DONE, HEADER_BYTES, REFUSED } from '../contract/abi.ts'
import type { Exports } from '../contract/exports.ts'
import { instantiate } from './instantiate.ts'
import { decoder, encoder } from './coders.ts'

const DOT = 46

let idle: Instance | undefined
let isTested = false

/**
 * Takes the instance out. An instance that is not released (a trap, the host's stack overflowing half-way, a call in the middle of
 * a call) leaves the next to a fresh instance. Nothing is lost with it: secrets are kept outside.
 */
export function acquire(): Instance {
  const instance = idle ?? create()
  idle = undefined
  return instance
}

/** Before the result or an error of the caller's comes out: the instance is sound. */
export function release(instance: Instance): void {
  idle = instance
}

/** Lends the instance to `work` and returns its result. */
export function withInstance<Result>(work: (instance: Instance) => Result): Result {
  const instance = acquire()
  const result = work(instance)
  release(instance)
  return result
}

/** Returns an instance. The first one is tested. */
function create(): Instance {
  const exports = instantiate() as unknown as Exports
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
export class Instance {
  readonly wasm: Exports
  readonly buffer: Uint8Array
  /** The areas of timestamp, signature, event and encoding. */
  readonly headers: readonly [Uint8Array, Uint8Array, Uint8Array, Uint8Array]
  /** The buffer after the last message's timestamp, which is as long as the next one's. */
  #tail: Uint8Array
  /** The last answer's place, which is as long as the next one's. */
  #answer: Uint8Array

  constructor(exports: Exports) {
    this.wasm = exports
    const { buffer } = exports.memory
    const start = exports.buffer()
    this.buffer = new Uint8Array(buffer, start, BODY_BYTES)
    const area = (place: number) => new Uint8Array(buffer, start + BODY_BYTES + place * HEADER_BYTES, HEADER_BYTES)
    this.headers = [area(0), area(1), area(2), area(3)]
    this.#tail = this.buffer
    this.#answer = this.buffer
  }

  /** Writes a text's UTF-8 or bytes and returns how many; of what does not fit, more than there is room for. */
  write(data: string | Uint8Array, view: Uint8Array = this.buffer): number {
    if (typeof data !== 'string') {
      if (data.length <= view.length) view.set(data)
      return data.length
    }
    const { read, written } = encoder.encodeInto(data, view)
    return read < data.length ? view.length + 1 : written
  }

  /** Writes a header where the module looks for it, and returns its length; an absent one has none. */
  writeHeader(text: string | null, place: 0 | 1 | 2 | 3): number {
    return text === null ? 0 : this.write(text, this.headers[place])
  }

  /** Writes timestamp, dot and body as they are signed; returns as `write` does. */
  writeMessage(time: string, body: string | Uint8Array): number {
    const at = this.write(time)
    this.buffer[at] = DOT
    const start = at + 1
    if (this.#tail.length !== BODY_BYTES - start) this.#tail = this.buffer.subarray(start)
    return start + this.write(body, this.#tail)
  }

  /** Reads an answer of `length` ASCII characters. */
  read(length: number): string {
    if (this.#answer.length !== length) this.#answer = this.headers[0].subarray(0, length)
    return decoder.decode(this.#answer)
  }

  /**
   * Hands a string or bytes to `step`, one bufferful after the other, until one is not `DONE`. `length` is the result of `write`
   * for it, where it may be in the buffer as a whole.
   */
  feed(body: string | Uint8Array, step: (length: number) => number, length: number = Infinity): number {
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
  measure(text: string | Uint8Array, limit: number): number {
    if (typeof text !== 'string' || text.length * 3 <= limit || text.length > limit) return text.length
    // Up to four times as fast, and slower for ASCII. A bare `Buffer` makes Parcel look for a package of that name.
    const { read, written } = encoder.encodeInto(text, this.buffer)
    if (written > read && globalThis.Buffer) return globalThis.Buffer.byteLength(text)
    let length = 0
    this.feed(text, (written) => {
      length += written
      return length > limit ? REFUSED : DONE
    })
    return length
  }
}
