// `schemas` with real validators.
// @run handler with zod, valibot, arktype, Node 26; on: Node 26
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { toolFolder, versionOf } from '../../../scripts/runtimes.mjs'
import { same } from '../../suite/expect.mjs'
import { Tally } from '../../suite/tally.mjs'
import { answers, goesOn, parcel, receiver } from '../../runtimes/handler/receiver.mjs'

/** @import { Mistyped } from '../../suite/cases.d.ts' */

const [, , folder = ''] = process.argv
const library = createRequire(join(folder, 'package.json'))('webhook-verifier')
const tools = createRequire(join(toolFolder('frameworks'), 'package.json'))
/** @param {string} name */
const load = (name) => import(pathToFileURL(tools.resolve(name)).href)
const { z } = await load('zod')
const v = await load('valibot')
const { type } = await load('arktype')

/** Each wants a URL, makes a Date of an ISO text and drops what it does not know. */
const SCHEMAS = {
  zod: z.object({ id: z.string(), output_url: z.url(), at: z.iso.datetime().transform((/** @type {string} */ text) => new Date(text)) }),
  valibot: v.object({
    id: v.string(),
    output_url: v.pipe(v.string(), v.url()),
    at: v.pipe(
      v.string(),
      v.isoTimestamp(),
      v.transform((/** @type {string} */ text) => new Date(text))
    )
  }),
  arktype: type({ '+': 'delete', 'id': 'string', 'output_url': 'string.url', 'at': 'string.date.iso.parse' })
}
const ASYNC = {
  zod: z.object({ id: z.string() }).refine(async (/** @type {{ id: string }} */ { id }) => id.startsWith('job_')),
  valibot: v.pipeAsync(
    v.object({ id: v.string() }),
    v.checkAsync(async (/** @type {{ id: string }} */ { id }) => id.startsWith('job_'))
  )
}
const at = '2026-01-01T00:00:00.000Z'
const output_url = 'https://cdn.example/a.webm'

const tally = new Tally()
await tally.group('what a schema makes of the data', Object.entries(SCHEMAS), async ([, schema]) => {
  const one = receiver(library, { schemas: { 'job.completed': schema } })
  await answers(await one.send(parcel(library, { data: { id: 'job_a', output_url, at } })), 200)
  same(one.handled[0].data, { id: 'job_a', output_url, at: new Date(at) }, 'data')
})
await tally.group('what a schema refuses', Object.entries(SCHEMAS), async ([, schema]) => {
  /** @type {Mistyped[]} */
  const told = []
  const one = receiver(library, { schemas: { 'job.completed': schema }, onRejected: (/** @type {Error} */ error) => told.push(error) })
  await answers(await one.send(parcel(library, { data: { output_url: 'no URL', at } })), 500, 'schema_mismatch')
  const paths = Array.from(told[0].cause, ({ path }) => Array.from(path, (step) => step.key ?? step))
  same([told[0].code, paths], ['schema_mismatch', [['output_url']]], 'code and paths')
  same(one.errors, [], 'errors')
})
await tally.group('a schema that has to wait', Object.entries(ASYNC), async ([, schema]) => {
  const one = receiver(library, { schemas: { 'job.completed': schema } })
  await goesOn(library, one)
  await answers(await one.send(parcel(library, { data: { id: 'other' } })), 500, 'schema_mismatch')
})
for (const name of Object.keys(SCHEMAS)) console.log(`ran ${name} ${versionOf('frameworks', name)}: as a schema of the handler`)
if (!tally.end()) process.exitCode = 1
