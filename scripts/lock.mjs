// Writes the lock files of scripts/packages/, after a change of a manifest there: `node scripts/lock.mjs [name…]`. Only versions that
// no longer fit change; `--fresh` starts without the old lock file. No lock file names a registry, so that any can be used.
import { execFileSync } from 'node:child_process'
import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { manifests } from './runtimes.mjs'

const FLAGS = [
  '--package-lock-only',
  '--omit-lockfile-registry-resolved',
  '--ignore-scripts',
  '--no-audit',
  '--no-fund',
  '--loglevel=error'
]

const args = process.argv.slice(2)
const names = args.filter((arg) => !arg.startsWith('--'))
for (const name of names.length ? names : readdirSync(manifests)) {
  const folder = join(manifests, name)
  if (args.includes('--fresh')) rmSync(join(folder, 'package-lock.json'), { force: true })
  execFileSync('npm', ['install', '--prefix', folder, ...FLAGS], { cwd: folder, stdio: 'inherit' })
  console.log(`scripts/packages/${name}/package-lock.json`)
}
