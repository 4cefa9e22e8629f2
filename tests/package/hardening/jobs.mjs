// What SECURITY.md claims of the package: of the module as it is shipped, of what is seen of a secret, of the vectors.
import { join } from 'node:path'
import { root } from '../../../scripts/project.mjs'
import { commandOf } from '../../../scripts/runtimes.mjs'

const PYTHON = commandOf('python3')
const missing = PYTHON ? undefined : 'it needs Python 3: apt-get install python3'

export function jobs(folder) {
  const file = (name) => join(root, 'tests/package/hardening', `${name}.mjs`)
  const here = (name, script, ...more) => ({ name, command: process.execPath, args: [file(script), folder, ...more] })
  const vectors = join(folder, 'node_modules/webhook-verifier/vectors.json')
  return [
    here('damaged modules', 'flips'),
    here('anything', 'anything'),
    here('canary', 'canary'),
    here('no panic', 'panics'),
    here('self-test', 'self-test'),
    here('loading', 'loading'),
    here('supply chain', 'supply-chain'),
    here('surface', 'surface'),
    here('workflows', 'workflows'),
    here('named', 'named'),
    { name: 'vectors in Python', command: PYTHON, args: [join(root, 'tests/vectors/check.py'), vectors], missing }
  ]
}
