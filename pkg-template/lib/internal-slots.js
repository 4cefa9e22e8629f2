// Checks by internal slot: a value of another realm has it too, and a Symbol.toStringTag does not change it.

const getterOf = (prototype, name) => prototype && Object.getOwnPropertyDescriptor(prototype, name).get

const lengthOfBuffer = /* @__PURE__ */ (() => getterOf(ArrayBuffer.prototype, 'byteLength'))()
/** Pages without cross-origin isolation have no such class. */
const lengthOfShared = /* @__PURE__ */ (() => getterOf(globalThis.SharedArrayBuffer?.prototype, 'byteLength'))()
const sizeOfMap = /* @__PURE__ */ (() => getterOf(Map.prototype, 'size'))()
const nameOfTypedArray = /* @__PURE__ */ (() => getterOf(Object.getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag))()

export const isArrayBuffer = (value) => accepts(lengthOfBuffer, value)
export const isSharedBuffer = (value) => lengthOfShared !== undefined && accepts(lengthOfShared, value)
export const isMap = (value) => accepts(sizeOfMap, value)

/** True for any Uint8Array, so for a Buffer. */
export const isBytes = (value) => nameOfTypedArray.call(value) === 'Uint8Array'

function accepts(getter, value) {
  try {
    getter.call(value)
    return true
  } catch (error) {
    // Not for the host's stack that overflows here.
    if (error instanceof TypeError) return false
    throw error
  }
}
