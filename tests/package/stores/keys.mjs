// Keys of different prefixes, scopes, kinds, names and ids never meet, through the installed handler and store.
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import fc from 'fast-check'
import { same } from '../../runtimes/suite/expect.mjs'
import { Tally } from '../../runtimes/suite/tally.mjs'
import { folder, load } from './load.mjs'

const library = load('webhook-verifier')
const { redisReplayStore } = load('webhook-verifier/replay/redis')
const { parcel, receiver } = await import(pathToFileURL(join(folder, 'runtimes/handler/receiver.mjs')))

/** Texts of the few characters that keys are put together with. */
const text = (least) =>
  fc
    .array(fc.constantFrom('a', ':', '|', '%', '%3A', 'event', 'delivery', '\\', 'é', ':event:'), { minLength: least, maxLength: 4 })
    .map((parts) => parts.join(''))
const place = fc.record({ prefix: text(0), scope: fc.option(text(1), { nil: undefined }), event: text(1), id: text(1) })

async function keyOf({ prefix, scope, event, id }) {
  let stored
  const client = { eval: async (script, [key]) => ((stored = key), 0) }
  const one = receiver(library, { replay: { store: redisReplayStore(client, { prefix }), scope, dedupe: 'event' } })
  await one.send(parcel(library, { event, data: { id } }))
  return stored
}

const tally = new Tally()
await tally.group('no two keys meet', ['2,000 keys'], async () => {
  const places = new Map()
  const check = async (each) => {
    const key = await keyOf(each)
    const here = JSON.stringify([each.prefix, each.scope ?? '', each.event, each.id])
    same(typeof key, 'string', 'the key')
    same(places.get(key) ?? here, here, `the place of ${key}`)
    places.set(key, here)
  }
  await fc.assert(fc.asyncProperty(place, check), { numRuns: 2000 })
})
/** All ways to cut one text into a scope, a name and an id at its `event`s: without escapes, all of them would be one key. */
const cuts = (parts) =>
  [...parts.keys()]
    .filter((at) => parts[at] === 'event' && at > 0 && at < parts.length - 2)
    .map((at) => ({ prefix: '', scope: parts.slice(0, at).join(':'), event: parts[at + 1], id: parts.slice(at + 2).join(':') }))
await tally.group('no two cuts of one text meet', ['200 texts'], async () => {
  const parts = fc.array(fc.constantFrom('a', 'event', '%3A'), { minLength: 4, maxLength: 7 })
  await fc.assert(
    fc.asyncProperty(parts, async (parts) => {
      const keys = await Promise.all(cuts(parts).map(keyOf))
      same(new Set(keys).size, keys.length, 'different keys')
    }),
    { numRuns: 200 }
  )
})
if (!tally.end()) process.exitCode = 1
