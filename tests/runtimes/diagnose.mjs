// Diagnosis in Node, Deno and Bun, as an ES module.
// @run diagnosis, %; on: every Node
// @run diagnosis in %; on: Deno, Bun
import * as library from 'webhook-verifier/diagnose'
import { run } from './diagnose/run.mjs'

run(library).then((good) => {
  if (!good) throw new Error('the suite failed')
})
