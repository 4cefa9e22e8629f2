// Apps that are built once and kept for later runs: a build takes most of the time of a test that runs an app, and the same inputs
// make the same app.
import { createHash } from 'node:crypto'
import { existsSync, lstatSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const STAMP = 'built.txt'

/**
 * The folder of a built app, below `place`, where it finds the packages that it needs. `fill` writes its sources and the package into a
 * new folder, `build` builds them with `tools`: texts and files that decide what comes of it. The name has a digest of all of these, so
 * that nothing else is taken for it; apps of other digests are removed.
 * @param {{ place: string, name: string, tools: string[], fill: (app: string) => void, build: (app: string) => void }} parts
 */
export function builtApp({ place, name, tools, fill, build }) {
  const sources = mkdtempSync(join(place, `app-${name}-`))
  fill(sources)
  const digest = createHash('sha256')
    .update(process.version)
    .update(readFileSync(process.argv[1] ?? ''))
  for (const tool of tools) digest.update(`\0${existsSync(tool) ? readFileSync(tool) : tool}`)
  addFolder(digest, sources)
  const app = join(place, `built-${name}-${digest.digest('hex').slice(0, 20)}`)
  if (existsSync(join(app, STAMP))) {
    rmSync(sources, { recursive: true })
    return app
  }
  for (const other of readdirSync(place).filter((each) => each.startsWith(`built-${name}-`)))
    rmSync(join(place, other), { recursive: true })
  renameSync(sources, app)
  build(app)
  writeFileSync(join(app, STAMP), '')
  return app
}

/**
 * Adds paths and contents; of links, the place they lead to.
 * @param {import('node:crypto').Hash} digest
 * @param {string} folder
 */
function addFolder(digest, folder, below = '') {
  for (const name of readdirSync(join(folder, below)).sort()) {
    const [path, full] = [join(below, name), join(folder, below, name)]
    const kind = lstatSync(full)
    if (kind.isDirectory()) addFolder(digest, folder, path)
    else digest.update(`\0${path}\0`).update(kind.isSymbolicLink() ? readlinkSync(full) : readFileSync(full))
  }
}
