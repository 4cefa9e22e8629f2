// Figures and lists on the pages that are nowhere computed: each is compared with the line of the source that decides it.
// `node tests/examples/figures.mjs`; `git grep` the pattern to find the sentence.
// @run the figures; core
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readPage } from '../../scripts/pages.mjs'
import { root } from '../../scripts/project.mjs'
import { same } from '../suite/expect.mjs'
import { Tally } from '../suite/tally.mjs'

const CONTRACT = 'pkg-template/lib/contract'
const DEFAULTS = `${CONTRACT}/defaults.ts`
const HANDLER = 'pkg-template/lib/handler/options.ts'
const BUDGET = 'crates/diagnose/src/budget.rs'
const CARGO = 'Cargo.toml'
const FLAGS = '.cargo/config.toml'
const MANIFEST = 'pkg-template/package.json'
const TESTING = 'pkg-template/testing/endpoint.ts'
const TYPES = 'pkg-template/lib/verifier/types.ts'

const UNITS = { KiB: 2 ** 10, MiB: 2 ** 20, minute: 60, minutes: 60 }

/**
 * `50,000`, `64 MiB`, `5 minutes`, and in sources `50_000`, `64 << 20`. Other texts are themselves.
 * @param {string} text
 */
function valueOf(text) {
  const [, number, unit] = /^([\d,_]+)(?: (KiB|MiB|minutes?))?$/.exec(text) ?? []
  const [, base, bits] = /^(\d+) << (\d+)$/.exec(text) ?? []
  if (base) return Number(base) * 2 ** Number(bits)
  return number ? Number(number.replaceAll(/[,_]/g, '')) * (unit ? UNITS[/** @type {keyof typeof UNITS} */ (unit)] : 1) : text
}

/**
 * A page, the figure on it, and its source: each time the pattern's first group.
 * @type {[page: string, shown: RegExp, path: string, pattern: RegExp][]}
 */
const FIGURES = [
  ['README.md', /at most (5 minutes) old/, DEFAULTS, /TOLERANCE_SECONDS = (\d+)/],
  ['README.md', /more than (\d+) s after signing/, DEFAULTS, /TOLERANCE_SECONDS = (\d+)/],
  ['README.md', /at most\s+(1 minute) ahead/, DEFAULTS, /FUTURE_TOLERANCE_SECONDS = (\d+)/],
  ['README.md', /Runtimes\*\*: Node ([\d.]+) and later/, MANIFEST, /"node": ">=([\d.]+)"/],
  ['README.md', /Rust ([\d.]+) or later/, 'Cargo.toml', /rust-version = "([\d.]+)"/],
  ['README.md', /rustup and Node ([\d.]+) or later/, MANIFEST, /"node": ">=([\d.]+)"/],
  ['docs/runtimes.md', /runs on Node ([\d.]+) and later/, MANIFEST, /"node": ">=([\d.]+)"/],
  ['docs/runtimes.md', /loads them on Node ([\d.]+) and later/, MANIFEST, /"node": ">=([\d.]+)"/],
  ['CHANGELOG.md', /Node ([\d.]+) and later/, MANIFEST, /"node": ">=([\d.]+)"/],
  ['docs/frameworks.md', /Works with Express 4 and (\d+)/, 'docs/runtimes.md', /^\| Express 5 \| (\d+)\./m],
  ['docs/frameworks.md', /Works with Fastify (\d+)/, 'docs/runtimes.md', /^\| Fastify \| (\d+)\./m],
  ['docs/frameworks.md', /Use version (\d+) of the programming model/, 'docs/runtimes.md', /^\| Azure Functions \| (\d+)\./m],
  ['docs/troubleshooting.md', /older than (5 minutes)/, DEFAULTS, /TOLERANCE_SECONDS = (\d+)/],
  ['docs/troubleshooting.md', /stops after ([\d,]+) HMACs/, BUDGET, /MAX_MACS: u32 = ([\d_]+)/],
  ['docs/troubleshooting.md', /or (\d+ MiB) of hashed bytes/, BUDGET, /MAX_HASHED_BYTES: u64 = (\d+ << \d+)/],
  ['docs/troubleshooting.md', /bodies larger than (\d+ MiB)/, BUDGET, /MAX_BODY_BYTES: usize = (\d+ << \d+)/],
  ['docs/cli-and-inspector.md', /up to (\d+ MiB)/, 'crates/diagnose/src/capture/mod.rs', /MAX_PASTE_BYTES: usize = (\d+ << \d+)/],
  ['docs/handler.md', /`leaseSeconds`, (\d+) by default/, HANDLER, /'leaseSeconds', (\d+)/],
  ['docs/options.md', /1 to (\d+) secrets/, `${CONTRACT}/secrets.ts`, /MAX_SECRETS = (\d+)/],
  ['docs/rust.md', /1 to (\d+) secrets/, `${CONTRACT}/secrets.ts`, /MAX_SECRETS = (\d+)/],
  ['docs/options.md', /remembers ([\d,]+) deliveries/, HANDLER, /MEMORY_ENTRIES = ([\d_]+)/],
  ['docs/replay-stores.md', /maxEntries: ([\d_]+)/, 'pkg-template/replay/memory.ts', /'maxEntries', ([\d_]+)/],
  ['docs/replay-stores.md', /table: '(\w+)'/, 'pkg-template/replay/postgres.ts', /TABLE = '(\w+)'/],
  ['docs/replay-stores.md', /creates its table, `(\w+)`\. Give/, 'pkg-template/replay/sqlite-statements.ts', /IF NOT EXISTS (\w+)/],
  ['docs/testing-your-endpoint.md', /\| `url` \| `(\S+)` \|/, TESTING, /URL_OF_FUNCTIONS = '(\S+)'/],
  ['docs/testing-your-endpoint.md', /\| `timeoutSeconds` \| (\d+) \|/, TESTING, /TIMEOUT = (\d+)/],
  ['docs/testing-your-endpoint.md', /with the note "(.+?)"/, 'pkg-template/testing/report.ts', /sender: '(.+?)'/],
  ['docs/security-and-supply-chain.md', /memory is (\d+ KiB)/, FLAGS, /max-memory=(\d+)/],
  ['docs/security-and-supply-chain.md', /CycloneDX ([\d.]+)/, 'scripts/sbom.mjs', /specVersion: '([\d.]+)'/]
]

/**
 * A page, the names in it, and those in the source: each time all first groups.
 * @type {[page: string, shown: RegExp, path: string, pattern: RegExp][]}
 */
const LISTS = [
  ['docs/observability.md', /^\| `(\w+)` \| `/gm, 'pkg-template/lib/handler/types.ts', /\bkind: '(\w+)'/g],
  ['docs/events.md', /^\| `(job\.\w+)` \|/gm, `${CONTRACT}/events.ts`, /\| '(job\.\w+)'/g],
  ['docs/events.md', /`([a-z_]+)`(?=(?:, `[a-z_]+`)* or another)/g, TYPES, /(?<=\n  code\?: [^\n]*)'(\w+)'/g],
  ['docs/rust.md', /^\| `(\w+)` \| .*\|.*\|$/gm, CARGO, /^(?!default|members|keywords|categories|include)(\w+) = \[/gm],
  ['docs/cli-and-inspector.md', /^\| (\d+) \|/gm, 'pkg-template/cli/help.ts', /(?:codes: |· |\s{4,})(\d+) /g]
]

/** @param {string} path */
const read = (path) => readFileSync(join(root, path), 'utf8')
/** @param {string} path */
const textOf = (path) => (path === 'CHANGELOG.md' ? read(path) : readPage(path).text)

const tally = new Tally()
await tally.group(
  'a figure is that of the source',
  FIGURES.map(([page, shown, path, pattern]) => ({ name: `${page}: ${shown.source}`, page, shown, path, pattern })),
  ({ page, shown, path, pattern }) => {
    const [, figure] = shown.exec(textOf(page)) ?? []
    const [, decided] = pattern.exec(read(path)) ?? []
    if (figure === undefined || decided === undefined) throw new Error(`not found on ${page} and in ${path}`)
    same(valueOf(figure), valueOf(decided), 'figure')
  }
)
await tally.group(
  'a list is that of the source',
  LISTS.map(([page, shown, path, pattern]) => ({ name: `${page}: ${shown.source}`, page, shown, path, pattern })),
  ({ page, shown, path, pattern }) => {
    const listed = [...textOf(page).matchAll(shown)].map(([, name]) => name)
    const decided = [...read(path).matchAll(pattern)].map(([, name]) => name)
    same(listed.length > 1, true, 'found')
    same(listed, decided, 'list')
  }
)
await tally.group('a size is the measured one, rounded', ['README.md'], (page) => {
  const [, kilobytes] = /our (\d+) KB \(gzip\)/.exec(textOf(page)) ?? []
  const [, bytes = ''] = /^- gzipped, .* our verifyWebhook ([\d,]+)$/m.exec(read('benches/RESULTS.md')) ?? []
  same(Number(kilobytes), Math.round(Number(valueOf(bytes)) / 1000), 'size')
})
if (!tally.end()) process.exitCode = 1
