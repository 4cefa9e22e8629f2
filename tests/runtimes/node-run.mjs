// What both Node runners do: the suite, and that `import` and `require` are one package.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { same, thrown } from './suite/expect.mjs'
import { suite, Tally, VECTORS } from './suite/index.mjs'

const read = (name) => JSON.parse(readFileSync(new URL(`../vectors/${name}.json`, import.meta.url), 'utf8'))

export async function run(library) {
  const tally = new Tally()
  const ways = [library, await import('webhook-verifier'), createRequire(import.meta.url)('webhook-verifier')]
  await tally.group('import and require are one package', Object.keys(ways[2]).sort(), (name) =>
    ways.forEach((way) => same(way[name] === library[name], true, name))
  )
  await tally.group('an error of one is an error of the other', ways, ({ parseUnverifiedEvent }) => {
    const error = thrown(() => parseUnverifiedEvent('[]'))
    ways.forEach(({ WebhookError }) => same(error instanceof WebhookError, true, 'instanceof'))
  })
  await suite(library, Object.fromEntries(VECTORS.map((name) => [name, read(name)])), tally)
  if (!tally.end()) process.exitCode = 1
}
