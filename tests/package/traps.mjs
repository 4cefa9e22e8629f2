// A trap in the middle of any call, at every step of it: the call throws, and the next one finds nothing of it.
// @run traps, %; on: every Node; core
import { ok } from '../suite/expect.mjs'
import { Tally } from '../suite/tally.mjs'
import { allIsWell, OPERATIONS, workshop } from './operations.mjs'
import { GARBAGE, sabotage, trapped } from './fault-injection.mjs'

const MOST_STEPS = 60
const { library } = await import('./installed.mjs')

function* plans() {
  for (const when of ['before', 'after']) for (const garbage of Object.keys(GARBAGE)) yield { when, garbage }
}

/**
 * Runs the operation with a trap at the given step; returns false when there are fewer steps.
 * @param {any} shop
 * @param {{ prepare?: (shop: any) => void, run: (shop: any) => unknown, after?: (shop: any) => void }} operation
 * @param {number} step
 * @param {{ when: string, garbage: string }} plan
 * @param {Set<string>} functions
 */
function attempt(shop, { prepare, run, after }, step, { when, garbage }, functions) {
  prepare?.(shop)
  sabotage(step, when, GARBAGE[/** @type {keyof typeof GARBAGE} */ (garbage)])
  let outcome
  try {
    outcome = { result: run(shop) }
  } catch (error) {
    outcome = { error }
  }
  const name = trapped()
  if (name) functions.add(name)
  if (name) ok(outcome.error instanceof WebAssembly.RuntimeError, `a trap in ${name} did not come out`)
  if (name) after?.(shop)
  allIsWell(shop)
  return Boolean(name)
}

const tally = new Tally()
for (const [name, operation] of Object.entries(OPERATIONS)) {
  const failures = []
  const functions = new Set()
  let count = 0
  for (const plan of plans()) {
    for (let step = 1; step <= MOST_STEPS; step++) {
      try {
        // A new one each time: a failure must not hide the next.
        if (!attempt(workshop(library), operation, step, plan, functions)) break
      } catch (error) {
        failures.push(`${plan.when} step ${step}, ${plan.garbage}: ${/** @type {Error} */ (error).message}`)
      }
      count++
    }
  }
  if (count >= MOST_STEPS * 6) failures.push('there is no end to the steps')
  tally.add(`a trap in ${name}: ${[...functions].join(', ')}`, count, failures)
}
if (!tally.end()) process.exitCode = 1
