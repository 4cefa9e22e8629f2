// The circumstances of a figure: date, machine, versions, commit.
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { cpus, loadavg, release, totalmem, type } from 'node:os'
import { root } from '../scripts/project.mjs'
import { PACKAGES, versionOf } from '../scripts/runtimes.mjs'
import { FRAMEWORKS } from './folder.mjs'
import { NODES, OTHERS, WORKERD } from './launch.mjs'
import { present } from './programs/present.mjs'
import { NODE } from './servers.mjs'

const PRODUCT = ['Cargo.toml', 'Cargo.lock', '.cargo', 'src', 'crates', 'pkg-template', 'scripts/build.mjs', 'scripts/bundles.mjs']

/** @param {...string} args */
const git = (...args) => execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim()

/** The commit that was measured, and whether the package differs from it. */
function commit() {
  const changed = git('status', '--porcelain', '--', ...PRODUCT) !== ''
  return `${git('rev-parse', '--short=10', 'HEAD')}${changed ? ' with changes' : ''}`
}

/**
 * Of a part, taken when it begins.
 * @param {string} effort
 */
export const stamp = (effort) => ({ date: new Date().toISOString().slice(0, 10), commit: commit(), effort, load: loadavg()[0] })

export function machine() {
  const [{ model } = { model: 'unknown' }, ...more] = cpus()
  const gib = Math.round(totalmem() / 2 ** 30)
  return {
    cpu: `${model.trim()}${hasSha() ? ' (with SHA extensions)' : ''}, ${1 + more.length} cores, ${gib} GiB, ${type()} ${release()}`,
    runtimes: Object.fromEntries([NODE, ...NODES, ...OTHERS, WORKERD].map(({ name, version }) => [name, version])),
    peers: Object.fromEntries([...versions('bench', Object.keys(present(PACKAGES.bench))), ...versions('frameworks', FRAMEWORKS)])
  }
}

/**
 * @param {string} folder
 * @param {string[]} names
 * @returns {[string, string][]}
 */
const versions = (folder, names) => names.map((name) => [name, versionOf(folder, name)])

/** As Linux tells it; elsewhere nothing is claimed. */
function hasSha() {
  try {
    return /\bsha_ni\b|\bsha2\b/.test(readFileSync('/proc/cpuinfo', 'utf8'))
  } catch {
    return false
  }
}
