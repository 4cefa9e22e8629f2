// The whole interface of the WebAssembly modules. The verifier imports nothing, so it can reach nothing. The diagnosis imports
// only wasm-bindgen's glue for JavaScript values: it reads members of its own arguments and makes plain values.
// @run module; core
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { present, same } from '../suite/expect.mjs'
import { Tally } from '../suite/tally.mjs'
import { loadSource } from './load-source.mjs'
import { made } from './watch.mjs'

const { BODY_BYTES, HEADER_BYTES } = await loadSource('lib/contract/abi.ts')

const FUNCTIONS = [
  ...['begin', 'begin_mac', 'begin_unverified', 'buffer', 'error', 'error_detail', 'finish', 'finish_mac', 'read'],
  ...['scan', 'select_key', 'signed_at', 'store_key', 'sum', 'update', 'wipe_key']
]
/** Functions of the diagnosis, and after them those that its glue calls. */
const DIAGNOSE = [
  ...['diagnose', 'readCapture'],
  ...['__externref_drop_slice', '__externref_table_alloc', '__externref_table_dealloc'],
  ...['__wbindgen_free', '__wbindgen_malloc', '__wbindgen_realloc', '__wbindgen_start']
]
const DIAGNOSE_STATE = { __abort_handler: 'global', __instance_terminated: 'global', __wbindgen_externrefs: 'table', memory: 'memory' }
/** The imports of the diagnosis without wasm-bindgen's hashes. */
const IMPORTED = [
  // Getters of a question, its header lines, secrets and files.
  ...['body', 'bytes', 'content', 'entry', 'files', 'future_tolerance_seconds', 'id', 'is_text', 'lines', 'max_body_bytes'],
  ...['mistakes', 'name', 'not_after', 'now', 'path', 'secrets', 'tolerance_seconds', 'value'],
  // js-sys and serde-wasm-bindgen: Date's getTime; Array, Object and Uint8Array, their members.
  ...['__wbindgen_throw', 'getTime', 'new', 'new', 'new', 'set', 'set'],
  // Casts of numbers, texts and bytes; the table of values.
  ...['__wbindgen_generic', '__wbindgen_generic', '__wbindgen_generic', '__wbindgen_generic', '__wbindgen_init_externref_table']
]
/** @param {string} name */
const plainName = (name) => name.replace(/^__wbg_/, '').replace(/_[0-9a-f]{16}$/, '')
/** @param {string[]} names */
const withMemory = (names) => [{ name: 'memory', kind: 'memory' }, ...names.map((name) => ({ name, kind: 'function' }))]
/** @type {(one: { name: string }, other: { name: string }) => number} */
const byName = (one, other) => (one.name < other.name ? -1 : 1)

const { folder, library } = await import('./installed.mjs')
const madeByImport = made.length
for (let calls = 0; calls < 3; calls++) library.signWebhook('', '', 'k')
const { module } = present(made[0])
const diagnosis = new WebAssembly.Module(readFileSync(join(folder, 'node_modules/webhook-verifier/diagnose.wasm')))

const checks = [
  { name: 'imports', check: () => same(WebAssembly.Module.imports(module), [], 'imports') },
  {
    name: 'exports',
    check: () => same(WebAssembly.Module.exports(module).sort(byName), withMemory(FUNCTIONS).sort(byName), 'exports')
  },
  { name: 'imports of the diagnosis', check: importsOfDiagnosis },
  {
    name: 'exports of the diagnosis',
    check: () => same(WebAssembly.Module.exports(diagnosis).sort(byName), exportsOfDiagnosis().sort(byName), 'exports')
  },
  { name: 'an import compiles nothing', check: () => same(madeByImport, 0, 'instances') },
  { name: 'calls share one instance', check: () => same(made.length, 1, 'instances') },
  { name: 'a body past the limit is refused by its first piece beyond it', check: tooLarge },
  { name: 'what is left of a forgotten secret is nobody’s', check: forgotten }
]

function importsOfDiagnosis() {
  const imports = WebAssembly.Module.imports(diagnosis)
  same([...new Set(imports.map(({ module, kind }) => `${module} ${kind}`))], ['./diagnose_bg.js function'], 'modules and kinds')
  same(imports.map(({ name }) => plainName(name)).sort(), IMPORTED.sort(), 'imports')
}

const exportsOfDiagnosis = () => [
  ...DIAGNOSE.map((name) => ({ name, kind: 'function' })),
  ...Object.entries(DIAGNOSE_STATE).map(([name, kind]) => ({ name, kind }))
]

/** The empty key is what is left, so that no byte is of the secret. Unwritten memory is zeros, and so would be an id in it. */
function forgotten() {
  const { select_key, store_key, wipe_key } = /** @type {any} */ (new WebAssembly.Instance(module, {}).exports)
  for (let id = 1; id <= 16; id++) {
    same([store_key(id, 1, 0, NaN), select_key(0, id)], [1, 1], `id ${id}`)
    wipe_key(id)
    same([select_key(0, id), select_key(0, 0)], [0, 0], `id ${id}, wiped, and id 0`)
  }
}

/** Also where the length was not declared, and with pieces that were not refused before it. */
function tooLarge() {
  const wasm = /** @type {any} */ (new WebAssembly.Instance(module, {}).exports)
  const [timestamp, signature] = [new Date(0).toISOString(), `sha256=${'0'.repeat(64)}`].map((text, place) => {
    Buffer.from(wasm.memory.buffer, wasm.buffer() + BODY_BYTES + place * HEADER_BYTES).write(text)
    return text.length
  })
  same([wasm.store_key(1, 1, 0, NaN), wasm.select_key(0, 1)], [1, 1], 'secret and choice')
  same(wasm.begin(timestamp, signature, 0, 0, 0, 10, 0, 300, 60), 1, 'the opening')
  same([wasm.update(10), wasm.update(1), wasm.update(0), wasm.finish()], [1, 0, 0, 0], 'pieces of 10, 1 and 0 bytes, and the verdict')
}

const tally = new Tally()
await tally.group('the module', checks, ({ check }) => check())
if (!tally.end()) process.exitCode = 1
