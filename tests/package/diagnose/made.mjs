// The vectors of diagnosis are what the real tools make: all of them made anew, and compared.
// @run diagnosis: what was made; needs: php-cli, python3, curl
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../../../scripts/project.mjs'
import { mistakes } from '../../fixtures/diagnose/mistakes.mjs'
import { same } from '../../suite/expect.mjs'
import { Tally } from '../../suite/tally.mjs'

const { cases } = JSON.parse(readFileSync(join(root, 'tests/vectors/diagnose.json'), 'utf8'))
const made = JSON.parse(JSON.stringify(await mistakes()))
const tally = new Tally()
await tally.group('the vectors are what the tools make', made, (each) =>
  same(
    cases.find((/** @type {{ name: string }} */ { name }) => name === each.name),
    each,
    'case'
  )
)
await tally.group('none is left over', ['names'], () =>
  same(
    cases.map((/** @type {{ name: string }} */ { name }) => name),
    made.map((/** @type {{ name: string }} */ { name }) => name),
    'names'
  )
)
if (!tally.end()) process.exitCode = 1
