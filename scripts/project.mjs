// Where things are, and how a step is announced.
import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** The environment with this project's own tools first. */
export const tools = {
  ...process.env,
  PATH: [join(root, '.tools/bin'), join(root, 'node_modules/.bin'), process.env.PATH].join(delimiter)
}

/**
 * Says what begins; the function it returns says how long it took.
 * @param {string} what
 */
export function step(what) {
  const start = performance.now()
  console.log(`… ${what}`)
  return (result = 'done') => console.log(`  ${result} (${((performance.now() - start) / 1000).toFixed(1)} s)`)
}

/**
 * A clean folder under target/npm/ with the packed tarball installed, as a user would have it.
 * @param {string} name
 */
export function installPacked(name) {
  const folder = join(root, 'target/npm', name)
  const { version } = JSON.parse(readFileSync(join(root, 'pkg/package.json'), 'utf8'))
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const tarball = join(root, `target/npm/webhook-verifier-${version}.tgz`)
  execFileSync('npm', ['install', '--silent', '--no-audit', '--no-fund', '--prefix', folder, tarball])
  return folder
}
