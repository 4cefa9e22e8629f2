// Values of every kind that JavaScript has, each made anew when asked for.
import { runInNewContext } from 'node:vm'

/** @param {(buffer: ArrayBuffer) => unknown} make */
const detached = (make) => {
  const buffer = new ArrayBuffer(8)
  const value = make(buffer)
  structuredClone(buffer, { transfer: [buffer] })
  return value
}
const revoked = () => {
  const { proxy, revoke } = Proxy.revocable({}, {})
  revoke()
  return proxy
}
/** @param {Promise<never>} promise */
const settled = (promise) => {
  promise.catch(() => {})
  return promise
}

/**
 * @param {unknown} value
 * @param {string} tag
 */
const named = (value, tag) => Object.defineProperty(value, Symbol.toStringTag, { value: tag })

export const VALUES = {
  'undefined': () => undefined,
  'null': () => null,
  'true': () => true,
  'false': () => false,
  '0': () => 0,
  '1.5': () => 1.5,
  '-1': () => -1,
  'NaN': () => NaN,
  'Infinity': () => Infinity,
  'empty text': () => '',
  'text': () => 'x',
  'BigInt': () => 1n,
  'Symbol': () => Symbol('x'),
  'empty array': () => [],
  'array of text': () => ['x'],
  'array of 71 numbers': () => Array.from({ length: 71 }, () => 97),
  'array in a Proxy': () => new Proxy([], {}),
  'object': () => ({}),
  'object without prototype': () => Object.create(null),
  'Buffer as JSON': () => Buffer.from('x').toJSON(),
  'Proxy': () => new Proxy({}, {}),
  'revoked Proxy': revoked,
  'function': () => () => 'x',
  'class': () => class {},
  'Date': () => new Date(0),
  'invalid Date': () => new Date(NaN),
  'foreign Date': () => runInNewContext('new Date(0)'),
  'what calls itself a Date': () => ({ [Symbol.toStringTag]: 'Date', getTime: () => 0, toISOString: () => 'x' }),
  'RegExp': () => /x/,
  'Error': () => new Error('x'),
  'Promise': () => settled(Promise.reject(new Error('x'))),
  'Map': () => new Map(),
  'Set': () => new Set(),
  'WeakMap': () => new WeakMap(),
  'String object': () => new String('x'),
  'Number object': () => new Number(1),
  'Uint8Array': () => new Uint8Array([1, 2, 3]),
  'Buffer': () => Buffer.from('xyz'),
  'foreign Uint8Array': () => runInNewContext('new Uint8Array([1, 2, 3])'),
  'empty Uint8Array': () => new Uint8Array(),
  'Uint8Array in a Proxy': () => new Proxy(new Uint8Array([1]), {}),
  'Uint8Array on shared memory': () => new Uint8Array(new SharedArrayBuffer(8)),
  'Uint8Array, detached': () => detached((/** @type {ArrayBuffer} */ buffer) => new Uint8Array(buffer)),
  'Uint8ClampedArray': () => new Uint8ClampedArray([1, 2, 3]),
  'Float64Array': () => new Float64Array([1.5]),
  'BigInt64Array': () => new BigInt64Array([1n]),
  'DataView': () => new DataView(new ArrayBuffer(3)),
  'DataView, detached': () => detached((/** @type {ArrayBuffer} */ buffer) => new DataView(buffer)),
  'ArrayBuffer': () => new ArrayBuffer(3),
  'foreign ArrayBuffer': () => runInNewContext('new ArrayBuffer(3)'),
  'ArrayBuffer, detached': () => detached((/** @type {ArrayBuffer} */ buffer) => buffer),
  'SharedArrayBuffer': () => new SharedArrayBuffer(8),
  'SharedArrayBuffer under another name': () => named(new SharedArrayBuffer(8), 'ArrayBuffer'),
  'Uint8Array on shared memory under another name': () =>
    new Uint8Array(/** @type {SharedArrayBuffer} */ (named(new SharedArrayBuffer(8), 'ArrayBuffer'))),
  'ArrayBuffer under another name': () => named(new ArrayBuffer(3), 'SharedArrayBuffer'),
  'Uint8Array under another name': () => named(new Uint8Array([1, 2, 3]), 'DataView'),
  'DataView under another name': () => named(new DataView(new ArrayBuffer(3)), 'Uint8Array'),
  'Map under another name': () => named(new Map(), 'Headers'),
  'what calls itself a Map': () => ({ [Symbol.toStringTag]: 'Map', get: () => null }),
  'what calls itself a Uint8Array': () => ({ [Symbol.toStringTag]: 'Uint8Array', length: 1, 0: 1 }),
  'an object with get()': () => ({ get: () => null })
}
