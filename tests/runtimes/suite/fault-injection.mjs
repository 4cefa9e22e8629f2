// Breaks the module at a chosen call: overwrites its whole memory and runs into a trap.

/** (module (func (export "f") unreachable)) */
const TRAP = Uint8Array.of(
  ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00, 0x01, 0x04, 0x01, 0x60, 0x00, 0x00, 0x03, 0x02, 0x01, 0x00],
  ...[0x07, 0x05, 0x01, 0x01, 0x66, 0x00, 0x00, 0x0a, 0x05, 0x01, 0x03, 0x00, 0x00, 0x0b]
)

/** A real trap; where nothing may be compiled, the error that one throws. */
function trapOf(Instance) {
  try {
    return new Instance(new WebAssembly.Module(TRAP)).exports.f
  } catch {
    return () => {
      throw new WebAssembly.RuntimeError('unreachable')
    }
  }
}

export const GARBAGE = {
  zeros: (memory) => memory.fill(0),
  ones: (memory) => memory.fill(0xff),
  noise: (memory) => {
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

let plan
let calls = 0

/** Lets the `at`-th call of the module from now on trap, before or after it has done its work. */
export function sabotage(at, when, garbage) {
  plan = { at, when, garbage }
  calls = 0
}

/** Ends the plan, and says which function trapped, if any did. */
export function trapped() {
  const { name } = plan
  plan = undefined
  return name
}

function wrap(name, original, memory, trap) {
  return (...args) => {
    const isNow = plan !== undefined && ++calls === plan.at
    const result = isNow && plan.when === 'before' ? undefined : original(...args)
    if (!isNow) return result
    plan.name = name
    plan.garbage(new Uint8Array(memory.buffer))
    return trap()
  }
}

/** From now on instances can be broken, until the function is called that this returns. */
export function arm() {
  const { Instance } = WebAssembly
  const trap = trapOf(Instance)
  WebAssembly.Instance = /** @type {any} */ (
    function (module, imports) {
      const { exports } = new Instance(module, imports)
      const wrapped = Object.entries(exports).map(([name, value]) => [
        name,
        typeof value === 'function' ? wrap(name, value, exports.memory, trap) : value
      ])
      return { exports: Object.fromEntries(wrapped) }
    }
  )
  return () => {
    WebAssembly.Instance = Instance
  }
}
