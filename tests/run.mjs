// All tests of the packed tarball, those of tests/examples/ and tests/package/ in one queue: `node tests/run.mjs [--core] [name…]` as in
// tests/package/run.mjs.
import { runAll } from './runner/runs.mjs'

await runAll('examples', 'package')
