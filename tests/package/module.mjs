// What the WebAssembly module can do: it imports nothing, so it can reach nothing, and it exports exactly this.
import { same } from '../runtimes/suite/expect.mjs'
import { Tally } from '../runtimes/suite/tally.mjs'
import { made } from './watch.mjs'

const FUNCTIONS = [
  ...['buffer', 'choose', 'close', 'close_message', 'error', 'error_detail', 'forget', 'open', 'open_message'],
  ...['open_unverified', 'read', 'scan', 'secret', 'signed_at', 'update'],
]
const EXPORTS = [{ name: 'memory', kind: 'memory' }, ...FUNCTIONS.map((name) => ({ name, kind: 'function' }))]
const byName = (one, other) => (one.name < other.name ? -1 : 1)

const { library } = await import('./installed.mjs')
const madeByImport = made.length
for (let calls = 0; calls < 3; calls++) library.signWebhook('', '', 'k')
const [{ module }] = made

const checks = [
  { name: 'imports', check: () => same(WebAssembly.Module.imports(module), [], 'imports') },
  {
    name: 'exports',
    check: () => same(WebAssembly.Module.exports(module).sort(byName), EXPORTS.sort(byName), 'exports'),
  },
  { name: 'an import compiles nothing', check: () => same(madeByImport, 0, 'instances') },
  { name: 'calls share one instance', check: () => same(made.length, 1, 'instances') },
]
const tally = new Tally()
await tally.group('the module', checks, ({ check }) => check())
if (!tally.end()) process.exitCode = 1
