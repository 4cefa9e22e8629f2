// Hostile questions: each ends in an answer or in the caller's own error, and the next question is answered as if it were the first.
// @run diagnosis, hostile questions; flags: --no-opt --no-maglev
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { COMPACT, headersOf, NOW, SECRET } from '../../fixtures/diagnose/sender.mjs'
import { ok, same, thrown } from '../../suite/expect.mjs'
import { Tally } from '../../suite/tally.mjs'

/** @import { Diagnosis } from 'webhook-verifier/diagnose' */

const { Instance } = WebAssembly
/** As scripts/build.mjs sets it. The stack is the lowest part of the memory and grows down. */
const STACK = 65_536
/** @type {WebAssembly.Memory[]} */
const memories = []
/** Bytes of stack that each call took. @type {number[]} */
const depths = []
/** Used instead of the package's module, if set. @type {WebAssembly.Module | undefined} */
let replaced
const Watched = class extends Instance {
  /**
   * @param {WebAssembly.Module} module
   * @param {WebAssembly.Imports} imports
   */
  constructor(module, imports) {
    super(replaced ?? module, imports)
    const exports = /** @type {Foreign} */ (this.exports)
    if (!exports.diagnose) return
    memories.push(exports.memory)
    const measured =
      (/** @type {'diagnose' | 'readCapture'} */ name) =>
      (/** @type {unknown[]} */ ...args) => {
        try {
          return exports[name](...args)
        } finally {
          depths.push(STACK - new Uint8Array(exports.memory.buffer, 0, STACK).findIndex((byte) => byte !== 0))
        }
      }
    // biome-ignore lint/correctness/noConstructorReturn: the exports of an instance cannot be changed.
    return /** @type {Foreign} */ ({ exports: { ...exports, diagnose: measured('diagnose'), readCapture: measured('readCapture') } })
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

/**
 * Input that is nested as deeply as the readers go, and deeper.
 * @param {number} levels
 * @returns {[name: string, ask: () => unknown][]}
 */
const nested = (levels) => {
  const lists = '['.repeat(levels) + ']'.repeat(levels)
  const objects = `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`
  const calls = `${'JSON.stringify('.repeat(levels)}1${')'.repeat(levels)}`
  const groups = `${'('.repeat(levels)}1${')'.repeat(levels)}`
  return [
    ['a body of lists', () => ask({ body: lists })],
    ['a body of objects', () => ask({ body: objects })],
    ['a paste of JSON', () => readCapture(objects)],
    ['a HAR file', () => readCapture(`{"log":{"entries":[{"request":{"headers":${lists}}}]}}`)],
    ['a script', () => readCapture(`fetch('a', { headers: ${objects}, body: '' })`)],
    ['calls in a script', () => readCapture(`fetch('a', { headers: {}, body: ${calls} })`)],
    ['a log', () => readCapture(`IncomingMessage { headers: ${objects} }`)],
    ['PowerShell', () => readCapture(`iwr a -Body ${groups}`)],
    ['a shell', () => readCapture(`curl a -d "${'$('.repeat(levels)}${')'.repeat(levels)}"`)]
  ]
}
/** @type {[name: string, ask: () => unknown][]} */
const DEEP = [
  ...[60, 64, 100_000].flatMap(nested),
  ['a body of 10 MB', () => ask({ body: 'x'.repeat(10_000_000) })],
  ['a compressed body', () => ask({ body: gzipSync(COMPACT) })],
  ['a compressed body in base64', () => ask({ body: gzipSync(COMPACT).toString('base64') })],
  ['20 secrets', () => ask({ secret: undefined, secrets: Array.from({ length: 20 }, (_, at) => ({ id: `${at}`, secret: `whsec_${at}` })) })]
]

/** The module with an initial stack pointer of 4,096, the two bytes of which are in place of those of STACK. */
function moduleWithLittleStack() {
  const bytes = readFileSync(join(process.argv[2] ?? '', 'node_modules/webhook-verifier/diagnose.wasm'))
  const [POINTER, LITTLE] = [Buffer.from('7f0141808004', 'hex'), Buffer.from('7f014180a000', 'hex')]
  const at = bytes.indexOf(POINTER)
  ok(at > 0 && at === bytes.lastIndexOf(POINTER), 'the initial stack pointer is not in the module, or twice')
  return new WebAssembly.Module(bytes.fill(LITTLE, at, at + LITTLE.length))
}

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

await tally.group('the deepest input takes less than half of the stack', DEEP, ([, work]) => {
  depths.length = 0
  work()
  const most = Math.max(...depths)
  ok(depths.length > 0 && most > 500 && most < STACK / 2, `${most} bytes`)
})

await tally.group('a stack that is too small ends in a trap', ['4,096 bytes'], () => {
  replaced = moduleWithLittleStack()
  const error = thrown(() => ask())
  replaced = undefined
  ok(error instanceof WebAssembly.RuntimeError && /out of bounds/.test(error.message), `threw ${error}`)
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
    if (findings.length !== 1 || findings[0]?.code !== 'secret_whitespace') wrong.push(findings)
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
