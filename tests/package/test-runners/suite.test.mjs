// The suite in a test, for runners whose `test` and `expect` are globals.
import * as library from 'webhook-verifier'
import { suite, Tally } from '../../suite/index.mjs'
import { vectors } from '../../runtimes/vectors.mjs'

test('the suite', async () => {
  /** @type {string[]} */
  const lines = []
  const tally = new Tally((line) => lines.push(line))
  await suite(library, vectors, tally)
  const good = tally.end()
  console.log(lines.filter((line) => !line.startsWith('ok ')).join('\n'))
  expect(good).toBe(true)
}, 60_000)
