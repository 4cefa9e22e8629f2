// The host's stack overflows in the middle of any call, at every depth: the call throws or is right, and so is the
// next. `node --stack-size=256 --no-flush-bytecode stack.mjs <folder> <frames>`: with a small stack the way down is
// shorter, and what was compiled stays so, for compiling takes more stack than running.
// @run stack overflow, %; on: every Node; flags: --stack-size=256 --no-flush-bytecode; args: 60; core
// @run stack overflow, 2,040 depths; flags: --stack-size=256 --no-flush-bytecode; args: 170; core; long
import { ok } from '../suite/expect.mjs'
import { Tally } from '../suite/tally.mjs'
import { descend } from './descend.mjs'
import { library } from './installed.mjs'
import { amount } from '../runner/amount.mjs'
import { allIsWell, OPERATIONS, workshop } from './operations.mjs'

const FRAMES = Number(process.argv[3])
const WORDS = amount(4, 12)
const SOME = 2 * WORDS

/**
 * The result or error of `work` under that many more words of arguments on the stack.
 * @param {number} words
 * @param {() => unknown} work
 */
function outcomeUnder(words, work) {
  try {
    return { result: /** @type {Function} */ (passing).apply(undefined, [work, ...Array(words)]) }
  } catch (error) {
    return { error }
  }
}

/** @param {() => unknown} work */
function passing(work) {
  return work()
}

/**
 * @param {number} frames
 * @param {number} words
 * @param {() => unknown} work
 */
function outcomeAt(frames, words, work) {
  let outcome
  descend(frames, () => (outcome = outcomeUnder(words, work)))
  return outcome
}

/** @param {{ error: Error }} parts */
const ranOut = ({ error }) => error instanceof RangeError && /call stack/.test(error.message)

const tally = new Tally()
for (const [name, { prepare, run, after, right }] of Object.entries(OPERATIONS)) {
  const failures = []
  const shop = workshop(library)
  const work = () => run(shop)
  let overflows = 0
  // Compiles what is needed.
  prepare?.(shop)
  right(outcomeUnder(0, work))
  for (let frames = 1; frames <= FRAMES; frames++) {
    for (let words = 0; words < WORDS; words++) {
      try {
        prepare?.(shop)
        const outcome = outcomeAt(frames, words, work)
        ok(outcome, 'did not run')
        if (ranOut(outcome)) overflows++
        else right(outcome)
        after?.(shop)
        allIsWell(shop)
      } catch (error) {
        failures.push(`${frames} frames and ${words} words below the limit: ${/** @type {Error} */ (error).message}`)
      }
    }
  }
  if (overflows < SOME || overflows > FRAMES * WORDS - SOME) failures.push('too rarely or too often to be half-way')
  tally.add(`${name}: the stack overflowed in ${overflows} of`, FRAMES * WORDS, failures)
}
if (!tally.end()) process.exitCode = 1
