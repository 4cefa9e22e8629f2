// Calls of one contender, timed together: single ones are shorter than what clocks tell apart.
/** @import { Contender, Signed, Timed, Way } from '../figures.d.ts' */

/**
 * Verifies `count` deliveries in turn and returns how many were right, or a promise of that.
 * @param {Pick<Contender, 'verify' | 'deliveries' | 'asynchronous'>} contender
 * @param {number} count
 */
export function batch({ verify, deliveries, asynchronous }, count) {
  return asynchronous ? awaited(verify, deliveries, count) : direct(verify, deliveries, count)
}

/**
 * @param {Way['verify']} verify
 * @param {Signed[]} deliveries
 * @param {number} count
 */
function direct(verify, deliveries, count) {
  let right = 0
  for (let at = 0; at < count; at++) if (verify(deliveries[at % deliveries.length])) right++
  return right
}

/**
 * @param {Way['verify']} verify
 * @param {Signed[]} deliveries
 * @param {number} count
 */
async function awaited(verify, deliveries, count) {
  let right = 0
  for (let at = 0; at < count; at++) if (await verify(deliveries[at % deliveries.length])) right++
  return right
}

/**
 * Nanoseconds a call. A contender that is elsewhere has its own `run`, and `less`, the milliseconds that the way there takes; one that is
 * timed by another clock has a `clock` of milliseconds.
 * @param {Timed} contender
 * @param {number} count
 */
export async function timed(contender, count) {
  const {
    run = (/** @type {number} */ number) => batch(/** @type {Contender} */ (contender), number),
    less = 0,
    clock = () => performance.now()
  } = contender
  const start = clock()
  const answer = run(count)
  const right = typeof answer === 'number' ? answer : await answer
  const millis = clock() - start
  if (right !== count) throw new Error(`${contender.name} was right ${right} of ${count} times`)
  return (Math.max(millis - less, 0.001) * 1e6) / count
}
