// Which instructions control can come to, by the structure of a function alone: a condition may turn out either way.

/** @import { Tree } from './wat.mjs' */
/**
 * Labels that are branched to, and the `unreachable`s that control comes to.
 * @typedef {{ targets: (Tree | undefined)[], found: Tree[] }} Flow
 */

const isList = Array.isArray
const NO_RETURN = ['br', 'return', 'unreachable', 'br_table', 'return_call', 'throw', 'rethrow']
const HEADERS = ['param', 'result', 'local', 'type', 'export']

/**
 * The `unreachable`s of a function that control can come to.
 * @param {Tree} func
 */
export function reached(func) {
  /** @type {Tree[]} */
  const found = []
  run(bodyOf(func), { targets: [], found })
  return found
}

/**
 * @param {Tree} list
 * @returns {Tree[]}
 */
const bodyOf = (list) => list.slice(1).filter((/** @type {Tree} */ part) => isList(part) && !HEADERS.includes(part[0]))

/**
 * Whether control comes out at the end of the list; code after an instruction that control does not leave is ignored.
 * @param {Tree[]} list
 * @param {Flow} flow
 * @returns {boolean}
 */
const run = (list, flow) => list.every((instruction) => passes(instruction, flow))

/**
 * @param {Tree} instruction
 * @param {Flow} flow
 * @returns {boolean}
 */
function passes(instruction, flow) {
  const [name, label] = instruction
  if (name === 'block') return block(label, bodyOf(instruction), flow)
  // A branch to a loop is to its beginning.
  if (name === 'loop') return run(bodyOf(instruction), flow)
  if (name === 'if') return either(instruction, flow)
  if (name === 'try' || name === 'try_table') throw new Error('exceptions are not followed')
  if (!run(bodyOf(instruction), flow)) return false
  if (name === 'unreachable') flow.found.push(instruction)
  if (name.startsWith('br')) flow.targets.push(...instruction.filter((/** @type {Tree} */ part) => !isList(part)).slice(1))
  return !NO_RETURN.includes(name)
}

/**
 * @param {Tree} label
 * @param {Tree[]} body
 * @param {Flow} flow
 */
function block(label, body, flow) {
  /** @type {Flow} */
  const inner = { ...flow, targets: [] }
  const falls = run(body, inner)
  flow.targets.push(...inner.targets.filter((target) => target !== label))
  return falls || inner.targets.includes(label)
}

/**
 * @param {Tree} instruction
 * @param {Flow} flow
 */
function either(instruction, flow) {
  const branches = bodyOf(instruction).filter(([name]) => name === 'then' || name === 'else')
  const [label] = instruction.slice(1).filter((/** @type {Tree} */ part) => !isList(part))
  const condition = bodyOf(instruction).filter((part) => !branches.includes(part))
  if (!run(condition, flow)) return false
  /** @type {Flow} */
  const inner = { ...flow, targets: [] }
  const falls = branches.map((branch) => run(bodyOf(branch), inner))
  flow.targets.push(...inner.targets.filter((target) => target !== label))
  return falls.some(Boolean) || branches.length < 2 || (label !== undefined && inner.targets.includes(label))
}
