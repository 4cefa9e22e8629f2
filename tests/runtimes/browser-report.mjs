// How a page, a worker or a service worker tells what it has run: it posts the lines to every port that a message brings.
import { Tally } from '../suite/tally.mjs'

/** @param {(tally: Tally) => Promise<void>} run */
export function report(run) {
  const finished = linesOf(run)
  addEventListener('message', (/** @type {any} */ event) => {
    // A service worker is stopped where nothing waits for it.
    event.waitUntil?.(finished)
    finished.then((lines) => event.ports[0].postMessage(lines))
  })
}

/** @param {(tally: Tally) => Promise<void>} run */
async function linesOf(run) {
  /** @type {string[]} */
  const lines = []
  const tally = new Tally((line) => lines.push(line))
  await run(tally).catch((error) => tally.add('the whole of it', 1, [String(error)]))
  tally.end()
  return lines
}
