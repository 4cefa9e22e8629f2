// Secrets on their way into the module, and where they are kept for the next instance.
import { SECRET_FLAWS, SECRET_HINTS } from '#messages'
import { encoder } from '../wasm/memory-layout.js'
import { DONE, FIRST_FLAW, give } from '../wasm/instance.js'
import { isBytes } from '../internal-slots.js'

/** Kinds of secret; see `secret` in crates/wasm/src/lib.rs. */
const BYTES = 0
const TEXT = 1
const STRICT_TEXT = 2

let lastId = 0

/** A secret kept as bytes, so that an instance that has lost it can be given it again. */
export class Secret {
  #bytes
  #kind
  #notAfter

  /** `name` says in an error which setting is meant; `strict` refuses a text that looks like a bad setting. */
  constructor(instance, value, name, strict = false, notAfter = NaN) {
    const isText = typeof value === 'string'
    if (!isText && !isBytes(value)) {
      const unset = value === undefined ? '; is its environment variable set?' : ''
      refuse(instance, `${name} must be a string or a Uint8Array, not ${describe(value)}${unset}`)
    }
    this.id = ++lastId
    this.#bytes = isText ? encoder.encode(value) : new Uint8Array(value)
    this.#kind = isText ? (strict ? STRICT_TEXT : TEXT) : BYTES
    this.#notAfter = notAfter
    const room = instance.buffer.length
    if (this.#bytes.length > room) refuse(instance, `${name} is longer than ${room} bytes`)
    const answer = this.#load(instance)
    if (answer !== DONE) refuse(instance, `${name} ${flawText(answer - FIRST_FLAW)}`)
  }

  #load(instance) {
    instance.buffer.set(this.#bytes)
    return instance.wasm.secret(this.id, this.#bytes.length, this.#kind, this.#notAfter)
  }

  choose(instance, place = 0) {
    if (instance.wasm.choose(place, this.id)) return
    if (this.#load(instance) !== DONE || !instance.wasm.choose(place, this.id)) throw new Error('the secret was not kept')
  }

  /** Broken off at any point, it leaves no secret that could still serve: zeros least of all. */
  wipe(instance) {
    const bytes = this.#bytes
    this.#bytes = undefined
    bytes.fill(0)
    instance.wasm.forget(this.id)
  }
}

const flawText = (place) => SECRET_FLAWS[place] + (SECRET_HINTS[place] && `; ${SECRET_HINTS[place]}`)

/** The instance is sound: it goes back before the caller hears of the mistake. */
function refuse(instance, message) {
  give(instance)
  throw new TypeError(message)
}

/** A value's type for an error message, never the value. */
export function describe(value) {
  if (value === null) return 'null'
  return typeof value === 'object' ? Object.prototype.toString.call(value).slice(8, -1) : typeof value
}
