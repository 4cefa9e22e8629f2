// What the WebAssembly modules can do: they import nothing, so they can reach nothing, and they export exactly this.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { same } from '../runtimes/suite/expect.mjs'
import { Tally } from '../runtimes/suite/tally.mjs'
import { made } from './watch.mjs'

const FUNCTIONS = [
  ...['buffer', 'choose', 'close', 'close_message', 'error', 'error_detail', 'forget', 'open', 'open_message'],
  ...['open_unverified', 'read', 'scan', 'secret', 'signed_at', 'update'],
]
/** What the desk's module can do: no more. */
const WORKBENCH = ['answer', 'body', 'diagnose', 'file', 'line', 'read', 'room', 'secret', 'slip']
const withMemory = (names) => [{ name: 'memory', kind: 'memory' }, ...names.map((name) => ({ name, kind: 'function' }))]
const byName = (one, other) => (one.name < other.name ? -1 : 1)

const { folder, library } = await import('./installed.mjs')
const madeByImport = made.length
for (let calls = 0; calls < 3; calls++) library.signWebhook('', '', 'k')
const [{ module }] = made
const workbench = new WebAssembly.Module(readFileSync(join(folder, 'node_modules/webhook-verifier/webhook_verifier_workbench_bg.wasm')))

const checks = [
  { name: 'imports', check: () => same(WebAssembly.Module.imports(module), [], 'imports') },
  {
    name: 'exports',
    check: () => same(WebAssembly.Module.exports(module).sort(byName), withMemory(FUNCTIONS).sort(byName), 'exports'),
  },
  { name: 'imports of the workbench', check: () => same(WebAssembly.Module.imports(workbench), [], 'imports') },
  {
    name: 'exports of the workbench',
    check: () => same(WebAssembly.Module.exports(workbench).sort(byName), withMemory(WORKBENCH).sort(byName), 'exports'),
  },
  { name: 'an import compiles nothing', check: () => same(madeByImport, 0, 'instances') },
  { name: 'calls share one instance', check: () => same(made.length, 1, 'instances') },
  { name: 'what is left of a forgotten secret is nobody’s', check: forgotten },
]

/** The empty key is what is left, so that no byte is of the secret. Memory that nobody wrote is zeros, and so would be an id in it. */
function forgotten() {
  const { choose, forget, secret } = new WebAssembly.Instance(module, {}).exports
  for (let id = 1; id <= 16; id++) {
    same([secret(id, 1, 0, NaN), choose(0, id)], [1, 1], `id ${id}`)
    forget(id)
    same([choose(0, id), choose(0, 0)], [0, 0], `id ${id}, forgotten, and id 0`)
  }
}

const tally = new Tally()
await tally.group('the module', checks, ({ check }) => check())
if (!tally.end()) process.exitCode = 1
