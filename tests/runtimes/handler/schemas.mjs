// The user's own schemas, by the Standard Schema interface.
import { isError, ok, same } from '../../suite/expect.mjs'
import { answers, goesOn, MapStore, parcel, receiver } from './receiver.mjs'

/** @import { Library, Mistyped } from '../../suite/cases.d.ts' */
/** @import { Tally } from '../../suite/tally.mjs' */

/** @param {(value: Mistyped) => unknown} validate */
const schemaOf = (validate) => ({ '~standard': { version: 1, vendor: 'test', validate } })
const WAYS = { 'at once': (/** @type {Mistyped} */ result) => result, 'later': async (/** @type {Mistyped} */ result) => result }

/**
 * @param {Library} library
 * @param {Tally} tally
 */
export async function schemas(library, tally) {
  await tally.group('what a schema makes of the data', Object.entries(WAYS), async ([, way]) => {
    const schema = schemaOf((/** @type {Mistyped} */ data) => way({ value: { url: data.output_url, status: data.status } }))
    const one = receiver(library, { schemas: { 'job.completed': schema } })
    await answers(await one.send(parcel(library, { data: { output_url: 'https://a.example/' } })), 200)
    const [event] = one.handled
    same(event.data, { url: 'https://a.example/', status: 'completed' }, 'data')
    same([event.payload.data.output_url, event.type], ['https://a.example/', 'job.completed'], 'the rest of the event')
    ok(event.idempotencyKey.startsWith('job.completed:job_'), 'the idempotencyKey is lost')
    await answers(await one.send(parcel(library, { event: 'job.started' })), 200)
    same(Object.keys(one.handled[1].data), ['id', 'status'], 'data of an event without schema')
  })

  await tally.group('what a schema refuses', Object.entries(WAYS), async ([, way]) => {
    const issues = [{ message: 'no output_url', path: ['output_url'] }]
    let refuses = true
    const replay = new MapStore()
    /** @type {Mistyped[]} */
    const told = []
    const schema = schemaOf((/** @type {unknown} */ value) => way(refuses ? { issues } : { value }))
    const one = receiver(library, {
      replay,
      schemas: { 'job.completed': schema },
      onRejected: (/** @type {Error} */ error) => told.push(error)
    })
    const delivery = parcel(library)
    await answers(await one.send(delivery), 500, 'schema_mismatch')
    isError(told[0], library.WebhookError)
    same([told[0].code, told[0].cause === issues, one.errors, one.handled], ['schema_mismatch', true, [], []], 'what was seen')
    same([replay.entries.size, JSON.stringify(told[0]).includes('output_url')], [0, false], 'entries, and whether the data is in its JSON')
    refuses = false
    await answers(await one.send(delivery), 200)
    same(one.handled.length, 1, 'handled')
    await goesOn(library, one)
  })

  await tally.group('what a schema refuses, where the claim cannot be released', ['both are told'], async () => {
    const replay = new MapStore()
    replay.faults.release.push(() => Promise.reject(new EvalError('store')))
    const one = receiver(library, { replay, schemas: { 'job.completed': schemaOf(() => ({ issues: [] })) } })
    await answers(await one.send(parcel(library)), 500, 'schema_mismatch')
    same([one.rejected, one.errors.length], [['schema_mismatch'], 1], 'what was seen')
  })

  const BROKEN = {
    'throws': () => {
      throw new EvalError('schema')
    },
    'rejects': () => Promise.reject(new EvalError('schema')),
    'answers nothing': () => undefined
  }
  await tally.group('a schema that', Object.entries(BROKEN), async ([, broken]) => {
    /** @type {(value: unknown) => unknown} */
    let validate = broken
    const replay = new MapStore()
    const one = receiver(library, { replay, schemas: { 'job.completed': schemaOf((/** @type {unknown} */ value) => validate(value)) } })
    const delivery = parcel(library)
    await answers(await one.send(delivery), 500)
    same([one.errors.length, one.rejected, one.handled, replay.entries.size], [1, [], [], 0], 'what was seen')
    validate = (/** @type {unknown} */ value) => ({ value })
    await answers(await one.send(delivery), 200)
  })
}
