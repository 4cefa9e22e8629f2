// Stores that are broken on purpose, each in another way: `testReplayStore` finds each, and names the promise that it breaks.
// @run broken replay stores
import { isError, ok, present, rejected, same } from '../../suite/expect.mjs'
import { Tally } from '../../suite/tally.mjs'
import { pause } from './claim.mjs'
import { load } from './load.mjs'

/** @import { Mistyped } from '../../suite/cases.d.ts' */
/** @import { Claim } from '../../runtimes/handler/receiver.mjs' */

const AT_ONCE = 7
const { testReplayStore } = load('webhook-verifier/testing')

/**
 * @typedef {{ owner: string, until: number, claimed: number, done: boolean }} Held
 * @typedef {{
 *   nameOf: (key: string) => string,
 *   leaseMillis: (claim: Claim) => number,
 *   keepMillis: (completion: Omit<Claim, 'leaseSeconds'>) => number,
 *   isHeld: (held: Held | undefined, now: number, owner: string) => unknown,
 *   stateOf: (held: Held | undefined) => unknown,
 *   mayComplete: (held: Held | undefined, owner: string) => unknown,
 *   mayRelease: (held: Held | undefined, owner: string) => unknown,
 *   completed: (held: Held | undefined, until: number) => object,
 *   released: (entries: Map<string, Held>, name: string) => unknown,
 *   wait: (() => Promise<unknown>) | undefined,
 *   check: () => Promise<void>
 * }} Parts
 */

/**
 * A right store, in the fewest lines; each breakage replaces one of its parts.
 * @type {Parts}
 */
const RIGHT = {
  nameOf: (key) => key,
  leaseMillis: ({ leaseSeconds }) => leaseSeconds * 1000,
  keepMillis: ({ keepSeconds }) => keepSeconds * 1000,
  isHeld: (held, now, owner) => held && held.until > now && (held.done || held.owner !== owner),
  stateOf: (held) => (held?.done ? 'done' : 'in_progress'),
  mayComplete: (held, owner) => held && !held.done && held.owner === owner,
  mayRelease: (held, owner) => held && !held.done && held.owner === owner,
  completed: (held, until) => ({ ...held, until, done: true }),
  released: (entries, name) => entries.delete(name),
  wait: undefined,
  check: async () => {}
}

/** @param {Partial<Parts>} broken */
function makeStore(broken = {}) {
  const part = { ...RIGHT, ...broken }
  /** @type {Map<Mistyped, Mistyped>} */
  const entries = new Map()
  return {
    async claim(/** @type {Claim} */ claim) {
      const [name, now] = [part.nameOf(claim.key), performance.now()]
      const held = entries.get(name)
      if (part.wait) await part.wait()
      if (part.isHeld(held, now, claim.owner)) return part.stateOf(held)
      entries.set(name, { owner: claim.owner, until: now + part.leaseMillis(claim), claimed: now, done: false })
      return 'claimed'
    },
    async complete(/** @type {Omit<Claim, 'leaseSeconds'>} */ completion) {
      const name = part.nameOf(completion.key)
      const held = entries.get(name)
      if (!part.mayComplete(held, completion.owner)) return
      entries.set(name, part.completed(held, performance.now() + part.keepMillis(completion)))
    },
    async release(/** @type {{ key: string, owner: string }} */ { key, owner }) {
      const name = part.nameOf(key)
      if (part.mayRelease(entries.get(name), owner)) part.released(entries, name)
    },
    check: part.check
  }
}

/**
 * The part that is wrong, and the promise that must be named.
 * @type {Record<string, [broken: Partial<Parts>, promise: string]>}
 */
const BROKEN = {
  'gives every claim': [{ isHeld: () => false }, 'a key is claimed once'],
  'refuses its owner': [{ isHeld: (held, now) => held && held.until > now }, 'an owner whose claim was sent twice gets it again'],
  'answers true': [{ stateOf: () => true }, 'a key is claimed once'],
  'calls work in progress done': [{ stateOf: () => 'done' }, 'a key is claimed once'],
  'forgets with complete': [{ completed: (held) => ({ ...held, until: 0 }) }, 'a completed key is done'],
  'forgets a completed key when its lease ends': [{ completed: (held) => ({ ...held, done: true }) }, 'a completed key outlives its lease'],
  'remembers from the claim on': [
    { completed: (held, until) => ({ ...held, done: true, until: (held?.claimed ?? 0) + (until - performance.now()) }) },
    'a key is remembered from its completion on, and no longer'
  ],
  'never ends a lease': [{ leaseMillis: () => 1e9 }, 'a lease ends, and no sooner'],
  'remembers for good': [{ keepMillis: () => 1e9 }, 'a key is remembered from its completion on, and no longer'],
  'does not release': [{ mayRelease: () => false }, 'a released key can be claimed'],
  'releases completed keys': [{ mayRelease: (held, owner) => held?.owner === owner }, 'a done key stays done'],
  'releases for any owner': [{ mayRelease: (held) => held && !held.done }, 'an owner without the claim releases nothing'],
  'completes for any owner': [{ mayComplete: (held) => held && !held.done }, 'an owner without the claim completes nothing'],
  'completes free keys': [
    { mayComplete: () => true, completed: (held, until) => ({ owner: 'x', ...held, until, done: true }) },
    'complete and release of a free key change nothing'
  ],
  'forgets a claim when its lease ends': [
    { mayComplete: (held, owner) => held && !held.done && held.owner === owner && held.until > performance.now() },
    'a late owner completes a key that no other claimed'
  ],
  'takes seconds for milliseconds': [{ leaseMillis: ({ leaseSeconds }) => leaseSeconds }, 'a lease may be longer than the key is kept'],
  'ends a lease with what is kept': [
    { leaseMillis: ({ leaseSeconds, keepSeconds }) => Math.min(leaseSeconds, keepSeconds) * 1000 },
    'a lease may be longer than the key is kept'
  ],
  'takes no long time': [
    { keepMillis: ({ keepSeconds }) => (keepSeconds > 2 ** 31 ? Number('none') : keepSeconds * 1000) },
    'times of years are taken'
  ],
  'reads and writes in two steps': [{ wait: () => pause(5) }, 'of many claims at once one is given'],
  'ignores case': [{ nameOf: (key) => key.toLowerCase() }, 'keys that differ are apart'],
  'cuts blanks': [{ nameOf: (key) => key.trim() }, 'keys that differ are apart'],
  'cuts keys at a NUL': [{ nameOf: (key) => String(key.split('\0')[0]) }, 'keys that differ are apart'],
  'stores UTF-8': [{ nameOf: (key) => key.replaceAll(/\p{Surrogate}/gu, '\ufffd') }, 'keys that differ are apart'],
  'composes accents': [{ nameOf: (key) => key.normalize() }, 'keys that differ are apart'],
  'cuts long keys': [{ nameOf: (key) => key.slice(0, 500) }, 'keys that differ are apart'],
  'cannot work': [{ check: () => Promise.reject(new Error('no table')) }, 'check() resolves where the store works']
}

const tally = new Tally()
await tally.group('a right store, and one without check()', [makeStore(), { ...makeStore(), check: undefined }], (store) =>
  testReplayStore(async () => store)
)
// Some at once, because each waits; not all, because a process that is busy sees no lease that ends early.
/** @type {Map<string, AggregateError | undefined>} */
const errors = new Map()
for (let first = 0; first < Object.keys(BROKEN).length; first += AT_ONCE) {
  const some = Object.entries(BROKEN).slice(first, first + AT_ONCE)
  const test = (/** @type {Partial<Parts>} */ broken) => testReplayStore(() => makeStore(broken)).then(undefined, (error) => error)
  await Promise.all(some.map(async ([name, [broken]]) => errors.set(name, await test(broken))))
}
await tally.group('each broken store is found', Object.entries(BROKEN), ([name, [, promise]]) => {
  const error = present(errors.get(name), 'the error')
  isError(error, AggregateError)
  ok(error.message.includes(`\n- ${promise}: `), error.message)
  ok(/^the replay store breaks \d+ of \d+ promises:\n/.test(error.message) && error.errors.length > 0, error.message)
})
await tally.group('the message', ['to the letter'], () => {
  const error = present(errors.get('cannot work'), 'the error')
  same(error.message, 'the replay store breaks 1 of 23 promises:\n- check() resolves where the store works: check failed: no table')
  same(error.errors[0].cause.message, 'no table', 'cause')
})
await tally.group('a store that throws', ['claim'], async () => {
  const claim = () => {
    throw new Error('away')
  }
  isError(await rejected(testReplayStore(() => ({ ...makeStore(), claim }))), AggregateError)
})
await tally.group('no store at all', [undefined, null, {}, { claim() {} }, 'redis://localhost'], async (store) =>
  isError(await rejected(testReplayStore(() => store)), TypeError)
)
if (!tally.end()) process.exitCode = 1
