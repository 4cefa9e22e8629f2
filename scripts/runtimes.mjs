// Where scripts/setup.mjs puts the runtimes that the tests run on.
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './project.mjs'

export const NODES = [18, 20, 22, 24, 26]
export const runtimes = join(root, '.tools/runtimes/node_modules')

export const nodeBinary = (major) => join(root, `.tools/node/node_modules/node${major}/bin/node`)

/** The binary in one of a scope's packages, which bear the platform in their name: `file` of `@scope/…`. */
export function runtimeBinary(scope, file) {
  const folder = join(runtimes, scope)
  return readdirSync(folder).map((name) => join(folder, name, file)).find(existsSync)
}
