// Hostile questions: each ends in an answer or in the caller's own error, and the next question is answered as if it were the first.
// @run diagnosis, hostile questions; flags: --no-opt --no-maglev
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { COMPACT, headersOf, NOW, SECRET } from '../../fixtures/diagnose/sender.mjs'
import { ok, same, thrown } from '../../suite/expect.mjs'
import { Tally } from '../../suite/tally.mjs'

/** @import { Diagnosis } from 'webhook-verifier/diagnose' */

const { Instance } = WebAssembly
/** @type {WebAssembly.Memory[]} */
const memories = []
const Watched = class extends Instance {
  /**
   * @param {WebAssembly.Module} module
   * @param {WebAssembly.Imports} imports
   */
  constructor(module, imports) {
    super(module, imports)
    if (this.exports.diagnose) memories.push(/** @type {WebAssembly.Memory} */ (this.exports.memory))
  }
}
WebAssembly.Instance = /** @type {typeof Instance} */ (Watched)
const { diagnoseWebhook, readCapture } = createRequire(join(process.argv[2] ?? '', 'package.json'))('webhook-verifier/diagnose')

/** @param {object | undefined} [more] */
const question = (more) => ({ headers: headersOf(COMPACT), body: COMPACT, secret: `${SECRET}\n`, now: new Date(NOW), ...more })
/** @param {Pick<Diagnosis, 'findings'>} diagnosis */
const codesOf = ({ findings }) => findings.map(({ certainty, code }) => `${certainty} ${code}`)
const RIGHT = ['proved secret_whitespace']
const mine = new Error('the caller’s')
const fail = () => {
  throw mine
}
/** @param {string} name */
const failing = (name) => Object.defineProperty(question(), name, { get: fail, enumerable: true })
/** @param {object} [more] */
const ask = (more) => diagnoseWebhook(question(more))
const many = Array.from({ length: 10_000 }, (_, count) => [`X-Filler-${count}`, `é${count}`])
const large = `${COMPACT}${' '.repeat((4 << 20) - Buffer.byteLength(COMPACT))}`
const again = () => codesOf(ask())

/**
 * Name, question, and the expected codes or `mine`.
 * @type {[name: string, ask: () => unknown, expected: string[] | Error][]}
 */
const CASES = [
  ...['headers', 'body', 'secret', 'secrets', 'now', 'toleranceSeconds', 'maxBodyBytes'].map(
    (name) =>
      /** @type {[string, () => unknown, Error]} */ ([`a getter of ${name} that throws`, () => diagnoseWebhook(failing(name)), mine])
  ),
  ['a header that throws', () => ask({ headers: Object.defineProperty({}, 'x-webhook-timestamp', { get: fail, enumerable: true }) }), mine],
  ['headers whose get throws', () => ask({ headers: { get: fail } }), mine],
  [
    'an iterator that throws',
    () =>
      ask({
        headers: (function* () {
          yield headersOf(COMPACT)[0]
          fail()
        })()
      }),
    mine
  ],
  ['a Proxy that throws', () => diagnoseWebhook(new Proxy(question(), { getOwnPropertyDescriptor: fail, get: fail })), mine],
  ['a Proxy of a question', () => diagnoseWebhook(new Proxy(question(), {})), RIGHT],
  ['a Proxy of headers', () => ask({ headers: new Proxy(Object.fromEntries(headersOf(COMPACT)), {}) }), RIGHT],
  ['a clock that asks', () => ask({ now: () => (same(again(), RIGHT, 'inner question'), new Date(NOW)) }), RIGHT],
  [
    'headers that ask',
    () =>
      ask({
        headers: {
          get: (/** @type {string} */ name) => (again(), new Headers(/** @type {[string, string][]} */ (headersOf(COMPACT))).get(name))
        }
      }),
    RIGHT
  ],
  ['a body whose toJSON asks', () => ask({ body: { toJSON: () => (again(), JSON.parse(COMPACT)) } }), ['proved body_parsed', ...RIGHT]],
  ['10,000 headers', () => ask({ headers: [...many, ...headersOf(COMPACT)] }), RIGHT],
  ['a body of 4 MiB', () => ask({ headers: headersOf(large), body: large }), ['proved secret_whitespace', 'proved body_too_large']],
  ['a body beyond 4 MiB', () => ask({ body: `${large} ` }), ['likely secret_whitespace', 'likely body_too_large']],
  ['a secret of 1 MiB', () => ask({ secret: 'k'.repeat(1 << 20) }), ['none unexplained']],
  ['half a surrogate pair in an id', () => ask({ secret: { id: '\ud800', secret: `${SECRET}\n` } }), RIGHT],
  [
    'an entry beyond 32 bits',
    () => same(readCapture('{"log":{"entries":[]}}', { entry: 2 ** 32 }).capture, undefined, 'capture') ?? { findings: [] },
    []
  ],
  ['a file that throws', () => readCapture('curl x', { files: Object.defineProperty({}, 'a', { get: fail, enumerable: true }) }), mine]
]

/** @param {() => unknown} work */
function outcome(work) {
  try {
    return codesOf(/** @type {Diagnosis} */ (work()))
  } catch (error) {
    if (error === mine) return mine
    throw error
  }
}

const tally = new Tally()
await tally.group('hostile questions', CASES, ([, work, expected]) => {
  const found = outcome(work)
  ok(expected === mine ? found === mine : JSON.stringify(found) === JSON.stringify(expected), `found ${found}`)
  same(again(), RIGHT, 'the next question')
})

/** Descends until the stack ends, then asks in each frame on the way out, with a little more stack each time. */
const counts = { ended: 0, answered: 0 }
/** @type {unknown[]} */
const wrong = []
const asked = question()
function descend() {
  try {
    descend()
  } catch {
    // The stack ended below this frame.
  }
  if (counts.answered >= 50) return
  // In this frame, without a call: each takes stack that there may not be.
  try {
    const { findings } = diagnoseWebhook(asked)
    counts.answered++
    if (findings.length !== 1 || findings[0].code !== 'secret_whitespace') wrong.push(findings)
  } catch (error) {
    counts.ended++
    if (!(error instanceof RangeError)) wrong.push(error)
  }
}

await tally.group('a stack that ends', ['at each depth'], () => {
  descend()
  ok(counts.ended > 10 && counts.answered === 50, `${counts.ended} ended, ${counts.answered} answered`)
  same(wrong, [], 'wrong answers')
  same(again(), RIGHT, 'the next question')
})

await tally.group('a stack that ends while the memory is released', ['once'], () => {
  const { prototype } = WebAssembly.Memory
  const { grow } = prototype
  prototype.grow = () => {
    prototype.grow = grow
    throw new RangeError('Maximum call stack size exceeded')
  }
  ok(thrown(() => ask()) instanceof RangeError, 'threw nothing')
  same(again(), RIGHT, 'the next question')
})

await tally.group('no byte of a secret in memory that is given back', ['all of the instances above'], () => {
  again()
  ok(memories.length > 80, `${memories.length} instances`)
  same(memories.filter(({ buffer }) => new Uint8Array(buffer).some((byte) => byte !== 0)).length, 0, 'memories with something in them')
})
if (!tally.end()) process.exitCode = 1
