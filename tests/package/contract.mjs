// Facts that Rust and TypeScript share: a scratch error, event and finding in a copy of the sources compile nowhere until each
// place that depends on one has it.
// @run contract; core
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../../scripts/project.mjs'
import { ok, same } from '../suite/expect.mjs'
import { Tally } from '../suite/tally.mjs'

const folder = join(root, 'target/contract-test')
const template = join(folder, 'pkg-template')
/** All that Cargo needs to know of the workspace. */
const SOURCES = ['Cargo.toml', 'Cargo.lock', '.cargo', 'src', 'crates', 'examples', 'pkg-template', 'docs/rust.md', 'README.md']
/** The dependencies are compiled already, the copies need no optimization. */
const CARGO = ['', '-diagnose'].flatMap((name) => ['--config', `profile.dev.package.webhook-verifier${name}.opt-level=0`])

/** @typedef {[file: string, before: string, after: string]} Edit */

/** A variant alone. @type {Edit[]} */
const VARIANTS = [
  ['src/error.rs', '    EventMismatch,\n}', '    EventMismatch,\n    /// Scratch.\n    ScratchCode,\n}'],
  ['src/event_kind.rs', '    JobFailed,\n    /// Any', '    JobFailed,\n    /// Scratch.\n    JobScratch,\n    /// Any']
]

/** Everything in Rust that depends on it. @type {Edit[]} */
const DEPENDENTS = [
  ['src/error.rs', '    (EventMismatch) => {', '    (ScratchCode) => {\n        "scratch"\n    };\n    (EventMismatch) => {'],
  ['src/error.rs', '"event_mismatch",', '"event_mismatch",\n            Self::ScratchCode => "scratch_code",'],
  ['src/error.rs', 'Self::EventMismatch => 400,', 'Self::EventMismatch | Self::ScratchCode => 400,'],
  [
    'src/error.rs',
    'f.write_str(message!(EventMismatch)),',
    'f.write_str(message!(EventMismatch)),\n            Self::ScratchCode => f.write_str("scratch"),'
  ],
  [
    'src/bindings/tables.rs',
    'message!(EventMismatch)),\n',
    'message!(EventMismatch)),\n    row(&Error::ScratchCode, message!(ScratchCode)),\n'
  ],
  ['src/bindings/tables.rs', 'Error::EventMismatch => 10,', 'Error::EventMismatch => 10,\n        Error::ScratchCode => 11,'],
  ['src/event_kind.rs', 'Self::JobFailed, Self::Unknown', 'Self::JobFailed, Self::JobScratch, Self::Unknown'],
  ['src/event_kind.rs', '"job.failed",', '"job.failed",\n            Self::JobScratch => "job.scratch",'],
  ['src/event_kind.rs', 'Self::Unknown => &[],', 'Self::JobScratch | Self::Unknown => &[],'],
  [
    'crates/diagnose/src/finding_code.rs',
    '    Unexplained "unexplained"',
    '    Scratch "scratch_finding"\n    ["scratch"] ["scratch"];\n    Unexplained "unexplained"'
  ],
  ['crates/xtask/src/npm.rs', '        "event_mismatch" => {', '        "scratch_code" => "Scratch.",\n        "event_mismatch" => {']
]

/** Modules of TypeScript that need an addition by hand, by what is missing. */
const COMPLAINTS = { 'lib/display/checks.ts': 'scratch_code', 'lib/verifier/event.ts': 'job.scratch' }

/**
 * Changes of the generated modules, by the file that must complain.
 * @type {Record<string, [file: string, pattern: RegExp, replacement: string]>}
 */
const ALTERED = {
  'lib/verifier/headers.ts': ['headers.ts', /HEADERS_LENGTH: (\d+) = \d+/, 'HEADERS_LENGTH: 1$1 = 1$1'],
  'lib/handler/errors.ts': ['errors.ts', /status: number, message: string, hint: string\]>>/, 'status: number, message: string]>>']
}

/** @param {Edit[]} edits */
function edit(edits) {
  for (const [name, before, after] of edits) {
    const file = join(folder, name)
    const text = readFileSync(file, 'utf8')
    ok(text.includes(before), `${name} has no ${before}`)
    writeFileSync(
      file,
      text.replace(before, () => after)
    )
  }
}

/**
 * @param {string} command
 * @param {string[]} args
 */
function cargo(command, ...args) {
  const env = { ...process.env, CARGO_TARGET_DIR: join(root, 'target') }
  const { status, stderr } = spawnSync('cargo', [command, '--quiet', ...CARGO, ...args], { cwd: folder, env, encoding: 'utf8' })
  return { status, stderr: stderr.replaceAll(folder, '') }
}

rmSync(folder, { recursive: true, force: true })
mkdirSync(join(folder, 'benches'), { recursive: true })
mkdirSync(join(folder, 'docs'), { recursive: true })
for (const name of SOURCES) cpSync(join(root, name), join(folder, name), { recursive: true, preserveTimestamps: true })
symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))

const tally = new Tally()
edit(VARIANTS)
const checked = cargo('check', '--package', 'webhook-verifier')
await tally.group('Rust names each place that lacks a variant', ['src/error.rs', 'src/bindings/tables.rs', 'src/event_kind.rs'], (file) =>
  ok(checked.stderr.includes(`--> ${file}:`), checked.stderr)
)

edit(DEPENDENTS)
const generated = cargo('run', '--package', 'xtask', '--', 'contract', join(template, 'lib/contract'))
await tally.group('the contract follows', ['generated'], () => ok(generated.status === 0, generated.stderr))
const contract = {
  'errors.ts': "'scratch_code'",
  'events.ts': "'job.scratch'",
  'diagnosis.ts': '"scratch_finding"',
  'numbers.ts': 'SCRATCH_CODE = 11'
}
await tally.group('each module has the addition', Object.entries(contract), ([name, text]) => {
  const module = readFileSync(join(template, 'lib/contract', name), 'utf8')
  ok(module.includes(text), module)
})

for (const [name, pattern, replacement] of Object.values(ALTERED)) {
  const file = join(template, 'lib/contract', name)
  const before = readFileSync(file, 'utf8')
  const after = before.replace(pattern, replacement)
  ok(after !== before, `${name} has no ${pattern}`)
  writeFileSync(file, after)
}
const { stdout } = spawnSync(join(root, 'node_modules/.bin/tsc'), ['-p', template, '--pretty', 'false'], { encoding: 'utf8' })
const complaints = stdout.split('\n').filter((line) => line.includes('error'))
await tally.group('TypeScript names each place that lacks it', Object.entries(COMPLAINTS), ([file, missing]) =>
  ok(
    complaints.some((line) => line.includes(file) && stdout.includes(missing)),
    `compiles; only these do not: ${stdout}`
  )
)
await tally.group('TypeScript names each place that depends on a changed one', Object.keys(ALTERED), (file) =>
  ok(
    complaints.some((line) => line.includes(file)),
    `compiles; only these do not: ${stdout}`
  )
)
await tally.group('nothing generated is in git', ['lib/contract'], () => {
  const { stdout } = spawnSync('git', ['ls-files', 'pkg-template/lib/contract'], { cwd: root, encoding: 'utf8' })
  same(stdout, '', 'files')
})
if (!tally.end()) process.exitCode = 1
rmSync(folder, { recursive: true, force: true })
