// Checks by internal slot: a value of another realm has it too, and a Symbol.toStringTag does not change it.

type Getter = (this: unknown) => unknown

const getterOf = (prototype: object | undefined, name: PropertyKey) =>
  prototype && (Object.getOwnPropertyDescriptor(prototype, name)?.get as Getter)

const lengthOfBuffer = /* @__PURE__ */ (() => getterOf(ArrayBuffer.prototype, 'byteLength'))()
/** Pages without cross-origin isolation have no such class. */
const lengthOfShared = /* @__PURE__ */ (() => getterOf(globalThis.SharedArrayBuffer?.prototype, 'byteLength'))()
const sizeOfMap = /* @__PURE__ */ (() => getterOf(Map.prototype, 'size'))()
const nameOfTypedArray = /* @__PURE__ */ (() => getterOf(Object.getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag))()

export const isArrayBuffer = (value: unknown): value is ArrayBuffer => accepts(lengthOfBuffer, value)
export const isSharedBuffer = (value: unknown): value is SharedArrayBuffer => accepts(lengthOfShared, value)
export const isMap = (value: unknown): value is Map<unknown, unknown> => accepts(sizeOfMap, value)

/** True for any Uint8Array, so for a Buffer. */
export const isBytes = (value: unknown): value is Uint8Array => nameOfTypedArray?.call(value) === 'Uint8Array'

function accepts(getter: Getter | undefined, value: unknown): boolean {
  if (!getter) return false
  try {
    getter.call(value)
    return true
  } catch (error) {
    // Not for the host's stack that overflows here.
    if (error instanceof TypeError) return false
    throw error
  }
}
