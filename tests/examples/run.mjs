// Runs what people copy, on the packed tarball: the examples of README.md and docs/, js-examples/ and the demo. Build and pack first
// (`make pack`). `node tests/examples/run.mjs [--core] [name…]` as in tests/package/run.mjs.
import { runAll } from '../runner/runs.mjs'

await runAll('examples')
