// Builds the last commit twice at once, in folders of different names, for users with different homes, and compares what
// comes out.
import { execFile, execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gunzipSync } from 'node:zlib'
import { root, step, tools } from './project.mjs'

/** Of both builds, whatever is committed in the meantime. */
const commit = execFileSync('git', ['rev-parse', 'HEAD'], { cwd: root, encoding: 'utf8' }).trim()
const place = mkdtempSync(join(tmpdir(), 'reproducible-'))
const CARGO = process.env.CARGO_HOME ?? join(homedir(), '.cargo')
const RUSTUP = process.env.RUSTUP_HOME ?? join(homedir(), '.rustup')
/** Downloads are shared; nothing else is. */
const SHARED = ['node_modules', '.tools']
/** Traces of the place of a build. */
const TRACES = [place, root, homedir(), CARGO, RUSTUP, '/home/', '/Users/']

const exec = promisify(execFile)
/** @param {import('node:crypto').BinaryLike} bytes */
const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex')

/**
 * The files by name, each with its bytes.
 * @param {string} user
 * @param {string} folder
 */
async function build(user, folder) {
  const done = step(`building as ${user}`)
  const [home, source] = [join(place, user), join(place, user, folder)]
  mkdirSync(join(home, 'cargo'), { recursive: true })
  for (const name of readdirSync(CARGO).filter((name) => /^(registry|config\.toml|bin)$/.test(name)))
    symlinkSync(join(CARGO, name), join(home, 'cargo', name))
  await exec('git', ['clone', '--quiet', root, source])
  await exec('git', ['checkout', '--quiet', '--detach', commit], { cwd: source })
  for (const name of SHARED) symlinkSync(join(root, name), join(source, name))
  const env = {
    ...tools,
    HOME: home,
    CARGO_HOME: join(home, 'cargo'),
    RUSTUP_HOME: RUSTUP,
    TZ: user === 'ada' ? 'UTC' : 'Asia/Tokyo',
    LC_ALL: 'C'
  }
  await exec(process.execPath, ['scripts/build.mjs'], { cwd: source, env })
  await exec('npm', ['pack', './pkg', '--silent', '--pack-destination', home], { cwd: source, env })
  const wasm = readdirSync(join(source, 'pkg'))
    .filter((name) => name.endsWith('.wasm'))
    .map((name) => join(source, 'pkg', name))
  const tarball = readdirSync(home)
    .filter((name) => name.endsWith('.tgz'))
    .map((name) => join(home, name))
  done()
  return Object.fromEntries([...wasm, ...tarball].map((path) => [path.slice(path.lastIndexOf('/') + 1), readFileSync(path)]))
}

/**
 * The names of the files that differ.
 * @param {Record<string, Buffer>} one
 * @param {Record<string, Buffer>} other
 */
const differ = (one, other) =>
  Object.keys({ ...one, ...other }).filter((name) => !one[name] || !other[name] || sha256(one[name]) !== sha256(other[name]))

/**
 * @param {string} name
 * @param {Buffer} bytes
 */
function tracesIn(name, bytes) {
  const content = name.endsWith('.tgz') ? gunzipSync(bytes) : bytes
  return TRACES.filter((trace) => content.includes(trace)).map((trace) => `${name} holds ${trace}`)
}

try {
  const [one, other] = await Promise.all([build('ada', 'first'), build('grace', join('another', 'place'))])
  for (const [name, bytes] of Object.entries(one)) console.log(`${sha256(bytes)}  ${name}`)
  const wrong = [
    ...differ(one, other).map((name) => `${name} differs`),
    ...Object.entries(one).flatMap(([name, bytes]) => tracesIn(name, bytes)),
    ...Object.entries(other).flatMap(([name, bytes]) => tracesIn(name, bytes))
  ]
  for (const each of wrong) console.log(`FAIL ${each}`)
  console.log(`${2 * Object.keys(one).length - wrong.length} passed, ${wrong.length} failed`)
  process.exitCode = wrong.length ? 1 : 0
} finally {
  rmSync(place, { recursive: true, force: true })
}
