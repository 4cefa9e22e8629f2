// Secrets on their way into the module, and where they are kept for the next instance.
import { DONE, FIRST_SECRET_ERROR, SECRET_BYTES, SECRET_TEXT, SECRET_TEXT_LENIENT } from '../contract/abi.ts'
import { SECRET_ERRORS } from '../contract/secrets.ts'
import { encoder } from '../wasm/coders.ts'
import { type Instance, release } from '../wasm/instance.ts'
import { isBytes } from '../internal-slots.ts'

let lastId = 0

/** A secret kept as bytes, so that an instance that has lost it can be given it again. */
export class Secret {
  readonly id: number
  #bytes: Uint8Array | undefined
  readonly #kind: number
  readonly #notAfter: number

  /** `name` says in an error which setting is meant; `strict` refuses a text that looks like a bad setting. */
  constructor(instance: Instance, value: unknown, name: string, strict = false, notAfter: number = NaN) {
    const isText = typeof value === 'string'
    if (!isText && !isBytes(value)) {
      const unset = value === undefined ? '; is its environment variable set?' : ''
      refuse(instance, `${name} must be a string or a Uint8Array, not ${typeName(value)}${unset}`)
    }
    this.id = ++lastId
    const bytes = isText ? encoder.encode(value) : new Uint8Array(value)
    this.#kind = isText ? (strict ? SECRET_TEXT : SECRET_TEXT_LENIENT) : SECRET_BYTES
    this.#notAfter = notAfter
    this.#bytes = bytes
    const room = instance.buffer.length
    if (bytes.length > room) refuse(instance, `${name} is longer than ${room} bytes`)
    const answer = this.#load(instance)
    if (answer !== DONE) refuse(instance, `${name} ${SECRET_ERRORS[answer - FIRST_SECRET_ERROR]}`)
  }

  #load(instance: Instance): number {
    const bytes = this.#bytes as Uint8Array
    instance.buffer.set(bytes)
    return instance.wasm.store_key(this.id, bytes.length, this.#kind, this.#notAfter)
  }

  select(instance: Instance, place = 0): void {
    if (instance.wasm.select_key(place, this.id)) return
    if (this.#load(instance) !== DONE || !instance.wasm.select_key(place, this.id)) throw new Error('the secret was not stored')
  }

  /** Broken off at any point, it leaves no secret that could still serve: zeros least of all. */
  wipe(instance: Instance): void {
    const bytes = this.#bytes as Uint8Array
    this.#bytes = undefined
    bytes.fill(0)
    instance.wasm.wipe_key(this.id)
  }
}

/** The instance is sound: it goes back before the caller hears of the mistake. */
function refuse(instance: Instance, message: string): never {
  release(instance)
  throw new TypeError(message)
}

/** A value's type for an error message, never the value. */
export function typeName(value: unknown): string {
  if (value === null) return 'null'
  return typeof value === 'object' ? Object.prototype.toString.call(value).slice(8, -1) : typeof value
}
