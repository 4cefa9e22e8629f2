// Runs what people copy, on the packed tarball: the examples of README.md and docs/, js-examples/ and the demo. Build and pack first
// (`make pack`). `node tests/examples/run.mjs [--core] [name…]` as in tests/package/run.mjs.
import { rmSync } from 'node:fs'
import { installPacked } from '../../scripts/project.mjs'
import { runDeclared } from '../runner/main.mjs'

const folder = installPacked(`examples-${process.pid}`)
try {
  await runDeclared({ places: ['tests/examples'], folder })
} finally {
  rmSync(folder, { recursive: true, force: true })
}
