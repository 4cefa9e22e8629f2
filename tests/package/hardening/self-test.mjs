// The self-test: a module that answers wrongly in any one way is not used, and the error says why; an interrupted self-test
// is repeated.
// @run self-test
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { loadSource } from '../load-source.mjs'
import { ok, same, thrown } from '../../suite/expect.mjs'
import { Tally } from '../../suite/tally.mjs'
import { sign } from '../guide.mjs'
import { freshEntry } from '../fresh.mjs'

/** @import { Library } from '../../suite/cases.d.ts' */
/**
 * The functions of the module, which take and return numbers, and its memory.
 * @typedef {any} Exports
 * @typedef {(exports: Exports) => object} Change
 */

const { BODY_BYTES, HEADER_BYTES } = await loadSource('lib/contract/abi.ts')

const [, , folder = ''] = process.argv
const installed = join(folder, 'node_modules/webhook-verifier')
const module = new WebAssembly.Module(readFileSync(join(installed, 'verifier.wasm')))
const entry = freshEntry(installed, 'slim.js')
const { Instance } = WebAssembly

/**
 * The package as if it had just been imported, on a module of which some functions are others.
 * @param {Change} change
 */
function libraryWith(change) {
  const library = entry()
  library.init(module)
  WebAssembly.Instance = /** @type {any} */ (
    function (/** @type {WebAssembly.Module} */ module, /** @type {WebAssembly.Imports} */ imports) {
      const { exports } = new Instance(module, imports)
      return { exports: { ...exports, ...change(/** @type {Exports} */ (exports)) } }
    }
  )
  return library
}

const trap = () => {
  throw new WebAssembly.RuntimeError('unreachable')
}
/**
 * @param {string} name
 * @param {number} answer
 */
const always = (name, answer) => () => ({ [name]: () => answer })

/**
 * Ways of being wrong, each in one function.
 * @type {Record<string, Change>}
 */
const DAMAGED = {
  'accepts every signature': always('finish', 1),
  'accepts every signature of verifyWebhook': always('finish_mac', 1),
  'accepts no signature': always('finish', 0),
  'compares the first half': ({ begin, buffer, memory }) => ({
    begin: (/** @type {number[]} */ ...given) => {
      const signature = new Uint8Array(memory.buffer, buffer() + BODY_BYTES + HEADER_BYTES, 71)
      if (given[1] === 71) signature.set(Buffer.from('0652'), 67)
      return begin(...given)
    }
  }),
  'compares no first byte': ({ begin, buffer, memory }) => ({
    begin: (/** @type {number[]} */ ...given) => {
      const signature = new Uint8Array(memory.buffer, buffer() + BODY_BYTES + HEADER_BYTES, 71)
      if (given[1] === 71) signature.set(Buffer.from('3f'), 7)
      return begin(...given)
    }
  }),
  'takes capital letters': ({ begin, buffer, memory }) => ({
    begin: (/** @type {number[]} */ ...given) => {
      const signature = new Uint8Array(memory.buffer, buffer() + BODY_BYTES + HEADER_BYTES, 71)
      if (given[1] === 71) signature.set(Buffer.from(Buffer.from(signature).toString('latin1').toLowerCase(), 'latin1'))
      return begin(...given)
    }
  }),
  'compares no event': ({ begin }) => ({
    begin: (/** @type {number} */ time, /** @type {number} */ signature, /** @type {number} */ event, /** @type {number[]} */ ...more) =>
      begin(time, signature, 0, ...more)
  }),
  'finds no key twice': ({ scan }) => ({ scan: (/** @type {number[]} */ ...given) => scan(...given) && 1 }),
  'lets no secret expire': ({ store_key }) => ({
    store_key: (/** @type {number} */ id, /** @type {number} */ length, /** @type {number} */ kind) => store_key(id, length, kind, NaN)
  }),
  'takes a long secret for an empty one': ({ store_key, buffer, memory }) => ({
    store_key: (/** @type {number} */ id, /** @type {number} */ length, /** @type {number[]} */ ...more) => {
      if (length > 64) new Uint8Array(memory.buffer, buffer(), length).fill(0)
      return store_key(id, length > 64 ? 1 : length, ...more)
    }
  }),
  'takes the first block of a long secret': ({ store_key }) => ({
    store_key: (/** @type {number} */ id, /** @type {number} */ length, /** @type {number[]} */ ...more) =>
      store_key(id, Math.min(length, 64), ...more)
  }),
  'hashes nothing': always('update', 1),
  'looks at no clock': ({ begin }) => ({
    begin: (/** @type {number[]} */ ...given) => begin(...given.slice(0, 6), 1795475147689, ...given.slice(7))
  }),
  'has no window': ({ begin }) => ({ begin: (/** @type {number[]} */ ...given) => begin(...given.slice(0, 7), 1e9, 1e9) }),
  'does not miss a header': ({ begin }) => ({
    begin: (/** @type {number} */ time, /** @type {number} */ signature, /** @type {number[]} */ ...more) =>
      begin(time, signature || 71, ...more)
  }),
  'gives another reason': always('error', 3),
  'traps at once': () => ({ store_key: trap }),
  'traps at the verdict': () => ({ finish: trap }),
  'lacks a function': () => ({ select_key: undefined }),
  'lacks the buffer': () => ({ buffer: undefined })
}
/** @param {Library} library */
const genuine = (library) => library.verifyWebhook('{}', 't', sign('{}', 't', 'k'), 'k')

const tally = new Tally()
await tally.group('a module that is as it should be', ['all of it'], () => same(genuine(libraryWith(() => ({}))), true, 'verdict'))
await tally.group('a damaged module is not used, now or later', Object.entries(DAMAGED), ([, change]) => {
  const library = libraryWith(change)
  for (let calls = 0; calls < 3; calls++) {
    const error = thrown(() => genuine(library))
    same(error.constructor, Error, 'class')
    same(error.message, "webhook-verifier's WebAssembly module is damaged: it fails its self-test", 'message')
  }
})
await tally.group('a stack that ends in the self-test', ['finish', 'store_key', 'wipe_key'], (name) => {
  let ends = true
  const library = libraryWith((exports) => ({
    [name]: (/** @type {number[]} */ ...given) => {
      if (ends) throw new RangeError('Maximum call stack size exceeded')
      return exports[name](...given)
    }
  }))
  ok(thrown(() => genuine(library)) instanceof RangeError, 'the error came out as another')
  ends = false
  same(genuine(library), true, 'verdict of the next call')
})
await tally.group('the self-test runs once', ['three calls'], () => {
  let tests = 0
  const library = libraryWith(({ wipe_key }) => ({
    wipe_key: (/** @type {number} */ id) => ((tests += Number(id === 9e15)), wipe_key(id))
  }))
  for (let calls = 0; calls < 3; calls++) genuine(library)
  same(tests, 1, 'self-tests')
})
if (!tally.end()) process.exitCode = 1
