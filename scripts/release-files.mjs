// The files of a release, with checksums, in target/release-files/. The tarball is the one that was packed and tested.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { root } from './project.mjs'

const out = join(root, 'target/release-files')
const { name, version } = JSON.parse(readFileSync(join(root, 'pkg/package.json'), 'utf8'))
const files = [
  `target/npm/${name}-${version}.tgz`,
  'pkg/verifier.wasm',
  'pkg/diagnose.wasm',
  ...readdirSync(join(root, 'target/sbom')).map((file) => `target/sbom/${file}`)
]

rmSync(out, { recursive: true, force: true })
mkdirSync(out, { recursive: true })
// The same files come only from the same compiler.
writeFileSync(join(out, 'RUSTC'), execFileSync('rustc', ['--version', '--verbose'], { cwd: root }))
for (const file of files) cpSync(join(root, file), join(out, basename(file)))
const lines = readdirSync(out).map(
  (file) =>
    `${createHash('sha256')
      .update(readFileSync(join(out, file)))
      .digest('hex')}  ${file}\n`
)
writeFileSync(join(out, 'SHA256SUMS'), lines.join(''))
process.stdout.write(lines.join(''))
