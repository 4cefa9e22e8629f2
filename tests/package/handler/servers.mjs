// The handler in servers on Node. `node servers.mjs <folder> [name…]`
// @run handler in servers, Node 24; on: Node 24; slow
// @run handler in servers, %; on: Node 20, Node 26; args: node:http "Express 5"
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { served } from '../../runtimes/handler/served.mjs'
import { same } from '../../suite/expect.mjs'
import { Tally } from '../../suite/tally.mjs'
import { otherRoutes, common, reading } from './checks.mjs'
import { FRAMEWORKS, PARSED } from './frameworks.mjs'

/** @import { Bench } from './checks.mjs' */

const [, , folder = '', ...wanted] = process.argv
const library = createRequire(join(folder, 'package.json'))('webhook-verifier')
const everything = Object.entries({ ...FRAMEWORKS, ...PARSED })
const chosen = everything.filter(([name]) => !wanted.length || wanted.includes(name))

const tally = new Tally()
/** @type {unknown[]} */
const unhandled = []
for (const event of ['unhandledRejection', 'uncaughtException']) process.on(event, (error) => unhandled.push(error))

for (const [name, framework] of chosen) {
  const { handler, seen } = served(library)
  const { port, stop } = await framework.start(handler)
  const bench = { port, resets: framework.resets, look: () => structuredClone(seen) }
  try {
    await tally.group(name, Object.entries(checksOf(name, framework, bench)), async ([, check]) => {
      await check()
      same(unhandled.splice(0).map(String), [], 'unhandled errors')
    })
  } finally {
    await stop()
  }
  const [product, where] = name.split(/ (?=behind)/)
  console.log(`ran ${product} ${framework.version}: the handler in a server${where ? `, ${where}` : ''}`)
}
if (!tally.end()) process.exitCode = 1

/**
 * @param {string} name
 * @param {{ other?: boolean }} framework
 * @param {Bench} bench
 */
function checksOf(name, { other }, bench) {
  return { ...common(bench), ...(name in FRAMEWORKS && reading(bench)), ...(other && otherRoutes(bench)) }
}
