// Deno KV, in Deno, which resolves the installed package itself.
// @run replay store in Deno KV
import { spawnSync } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { root } from '../../../scripts/project.mjs'
import { runtimeBinary } from '../../../scripts/runtimes.mjs'
import { folder } from './load.mjs'

const place = mkdtempSync(join(folder, 'deno-kv-'))
const script = join(place, 'run.mjs')
await build({
  entryPoints: [join(root, 'tests/package/stores/deno-kv-run.mjs')],
  outfile: script,
  bundle: true,
  format: 'esm',
  external: ['webhook-verifier']
})
const allowed = [`--allow-read=${place}`, `--allow-write=${place}`]
const args = ['run', '--no-prompt', '--no-remote', '--unstable-kv', ...allowed, script, join(place, 'kv.sqlite')]
const { status } = spawnSync(runtimeBinary('@deno', 'deno'), args, { cwd: place, stdio: 'inherit' })
process.exitCode = status === 0 ? 0 : 1
