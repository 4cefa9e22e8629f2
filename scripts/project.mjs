// Where things are, and how a step is announced.
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** The environment with this project's own tools first. */
export const tools = {
  ...process.env,
  PATH: [join(root, '.tools/bin'), join(root, 'node_modules/.bin'), process.env.PATH].join(delimiter),
}

/** Says what begins; the function it returns says how long it took. */
export function step(what) {
  const start = performance.now()
  console.log(`… ${what}`)
  return (result = 'done') => console.log(`  ${result} (${((performance.now() - start) / 1000).toFixed(1)} s)`)
}
