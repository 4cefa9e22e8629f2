// Tests what users install: the packed tarball, in a new folder, on real runtimes. Build and pack first (`make pack`).
// `node tests/package/run.mjs [--core] [name…]`: see tests/runner/main.mjs; how a file declares its runs: declarations.mjs.
import { runAll } from '../runner/runs.mjs'

await runAll('package')
