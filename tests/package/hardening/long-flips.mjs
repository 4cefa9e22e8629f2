// The long form of the flips: installs the tarball, and turns over ten thousand bits.
import { execFileSync } from 'node:child_process'
import { installPacked } from '../../../scripts/project.mjs'

const script = new URL('./flips.mjs', import.meta.url).pathname
execFileSync(process.execPath, [script, installPacked('flips'), ...(process.argv.length > 2 ? process.argv.slice(2) : ['10000'])], {
  stdio: 'inherit'
})
