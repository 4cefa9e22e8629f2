// The published types, compiled as users do: strictly, with lib es2022, without skipping the package's own files.
import { spawnSync } from 'node:child_process'
import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../../scripts/project.mjs'
import { Tally } from '../runtimes/suite/tally.mjs'
import { ok } from '../runtimes/suite/expect.mjs'

const folder = join(process.argv[2], 'types')
cpSync(join(root, 'tests/package/types'), folder, { recursive: true })
cpSync(join(folder, 'consumer.mts'), join(folder, 'consumer.cts'))

const COMMON = {
  target: 'es2022',
  module: 'nodenext',
  noEmit: true,
  strict: true,
  skipLibCheck: false,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noPropertyAccessFromIndexSignature: true,
  verbatimModuleSyntax: false,
}
const PLATFORMS = {
  'no platform, ESM and CommonJS': {
    lib: ['es2022'],
    types: [],
    files: ['consumer.mts', 'consumer.cts', 'commonjs.cts'],
  },
  'no platform, lib esnext': { lib: ['esnext'], types: [], files: ['consumer.mts', 'consumer.cts'] },
  'Node': { lib: ['es2022'], types: ['node'], files: ['node.mts'] },
  'DOM': { lib: ['es2022', 'dom', 'dom.iterable'], types: [], files: ['dom.mts'] },
}

function compile({ files, ...options }) {
  const config = { compilerOptions: { ...COMMON, ...options, typeRoots: [join(root, 'node_modules/@types')] }, files }
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config))
  const { status, stdout } = spawnSync(join(root, 'node_modules/.bin/tsc'), ['-p', folder], { encoding: 'utf8' })
  return { status, stdout }
}

const tally = new Tally()
await tally.group('TypeScript compiles what users write', Object.entries(PLATFORMS), ([, platform]) => {
  const { status, stdout } = compile(platform)
  ok(status === 0 && stdout === '', `tsc ended with ${status}: ${stdout.trim()}`)
})
await tally.group('and refuses what it should', ['consumer.mts', 'consumer.cts', 'node.mts', 'dom.mts'], (name) => {
  const source = readFileSync(join(folder, name), 'utf8')
  writeFileSync(join(folder, name), source.replaceAll('// @ts-expect-error', '//'))
  const platform = Object.values(PLATFORMS).find(({ files }) => files.includes(name))
  const refused = compile({ ...platform, files: [name] }).stdout.match(/error TS/g)?.length ?? 0
  const expected = source.match(/@ts-expect-error/g).length
  ok(refused >= expected, `${refused} errors instead of ${expected}`)
})
if (!tally.end()) process.exitCode = 1
