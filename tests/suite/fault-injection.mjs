// Breaks the module at a chosen call: overwrites its whole memory and runs into a trap.

/** @typedef {{ at: number, when: string, garbage: (memory: Uint8Array) => unknown, name?: string }} Plan */

/** (module (func (export "f") unreachable)) */
const TRAP = Uint8Array.of(
  ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00, 0x01, 0x04, 0x01, 0x60, 0x00, 0x00, 0x03, 0x02, 0x01, 0x00],
  ...[0x07, 0x05, 0x01, 0x01, 0x66, 0x00, 0x00, 0x0a, 0x05, 0x01, 0x03, 0x00, 0x00, 0x0b]
)

/**
 * A real trap; where nothing may be compiled, the error that one throws.
 * @param {typeof WebAssembly.Instance} Instance
 * @returns {() => never}
 */
function trapOf(Instance) {
  try {
    return /** @type {() => never} */ (new Instance(new WebAssembly.Module(TRAP)).exports.f)
  } catch {
    return () => {
      throw new WebAssembly.RuntimeError('unreachable')
    }
  }
}

export const GARBAGE = {
  zeros: (/** @type {Uint8Array} */ memory) => memory.fill(0),
  ones: (/** @type {Uint8Array} */ memory) => memory.fill(0xff),
  noise: (/** @type {Uint8Array} */ memory) => {
    const words = new Uint32Array(memory.buffer)
    let state = 0x2545f491
    for (let at = 0; at < words.length; at++) {
      state ^= state << 13
      state ^= state >>> 17
      state ^= state << 5
      words[at] = state
    }
  }
}

/** @type {Plan | undefined} */
let plan
let calls = 0

/**
 * Lets the `at`-th call of the module from now on trap, before or after it has done its work.
 * @param {number} at
 * @param {string} when
 * @param {Plan['garbage']} garbage
 */
export function sabotage(at, when, garbage) {
  plan = { at, when, garbage }
  calls = 0
}

/** Ends the plan, and says which function trapped, if any did. */
export function trapped() {
  const name = plan?.name
  plan = undefined
  return name
}

/**
 * @param {string} name
 * @param {Function} original
 * @param {WebAssembly.Memory} memory
 * @param {() => never} trap
 */
function wrap(name, original, memory, trap) {
  return (/** @type {unknown[]} */ ...args) => {
    const now = plan !== undefined && ++calls === plan.at ? plan : undefined
    const result = now?.when === 'before' ? undefined : original(...args)
    if (!now) return result
    now.name = name
    now.garbage(new Uint8Array(memory.buffer))
    return trap()
  }
}

/** From now on instances can be broken, until the function is called that this returns. */
export function arm() {
  const { Instance } = WebAssembly
  const trap = trapOf(Instance)
  WebAssembly.Instance = /** @type {any} */ (
    function (/** @type {WebAssembly.Module} */ module, /** @type {WebAssembly.Imports} */ imports) {
      const { exports } = new Instance(module, imports)
      const wrapped = Object.entries(exports).map(([name, value]) => [
        name,
        typeof value === 'function' ? wrap(name, value, /** @type {WebAssembly.Memory} */ (exports.memory), trap) : value
      ])
      return { exports: Object.fromEntries(wrapped) }
    }
  )
  return () => {
    WebAssembly.Instance = Instance
  }
}
