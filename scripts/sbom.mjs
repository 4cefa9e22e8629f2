// Bills of materials in CycloneDX's JSON: of the crate, by cargo-cyclonedx, and of the npm package, which has no dependencies
// but the crates that are compiled into its modules.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { root, tools } from './project.mjs'

const out = join(root, 'target/sbom')
const { name, version, license } = JSON.parse(readFileSync(join(root, 'pkg/package.json'), 'utf8'))

/**
 * Cargo's own tree of what is linked into a crate, for a target: pairs of a name and a version.
 * @param {string} crate
 * @param {string} target
 */
function linked(crate, target) {
  const args = [
    'tree',
    '--package',
    crate,
    '--target',
    target,
    '--edges',
    'normal,no-proc-macro',
    '--prefix',
    'none',
    '--format',
    '{p}|{l}'
  ]
  const lines = execFileSync('cargo', args, { cwd: root, env: tools, encoding: 'utf8' }).trim().split('\n')
  const all = new Map(
    lines.map((line) => {
      const [, name = '', version = '', license = ''] = /^(\S+) v(\S+).*\|(.*?)( \(\*\))?$/.exec(line) ?? []
      return [name, { name, version, license }]
    })
  )
  return [...all.values()].filter(({ name }) => !name.startsWith('webhook-verifier'))
}

/** @param {{ name: string, version: string, license: string }} crate */
const component = ({ name, version, license }) => ({
  'type': 'library',
  'bom-ref': `pkg:cargo/${name}@${version}`,
  name,
  version,
  'licenses': [{ expression: license }],
  'purl': `pkg:cargo/${name}@${version}`
})

function packageBom() {
  const crates = new Map(
    ['webhook-verifier-wasm', 'webhook-verifier-wasm-diagnose']
      .flatMap((crate) => linked(crate, 'wasm32-unknown-unknown'))
      .map((each) => [each.name, each])
  )
  const tarball = readFileSync(join(root, `target/npm/${name}-${version}.tgz`))
  const purl = `pkg:npm/${name}@${version}`
  const components = [...crates.values()].sort((a, b) => (a.name < b.name ? -1 : 1)).map(component)
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.5',
    version: 1,
    metadata: {
      component: {
        'type': 'library',
        'bom-ref': purl,
        name,
        version,
        purl,
        'licenses': [{ expression: license }],
        'hashes': [{ alg: 'SHA-256', content: createHash('sha256').update(tarball).digest('hex') }]
      }
    },
    components,
    dependencies: [{ ref: purl, dependsOn: components.map((each) => each['bom-ref']) }]
  }
}

mkdirSync(out, { recursive: true })
for (const [kind, bom] of Object.entries({ npm: packageBom(), crate: crateBom() })) {
  writeFileSync(join(out, `${name}-${kind}.cdx.json`), `${JSON.stringify(bom, null, 2)}\n`)
  console.log(`target/sbom/${name}-${kind}.cdx.json: ${bom.components.length} crates`)
}

/** cargo-cyclonedx writes a file next to each manifest of the workspace, and the folder it ran in into the file. */
function crateBom() {
  const run = (/** @type {string} */ command, /** @type {string[]} */ ...args) =>
    execFileSync(command, args, {
      cwd: root,
      env: { ...tools, SOURCE_DATE_EPOCH: '0' },
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit']
    })
  run(
    join(root, '.tools/bin/cargo-cyclonedx'),
    'cyclonedx',
    '--format',
    'json',
    '--spec-version',
    '1.5',
    '--all-features',
    '--target',
    'all',
    '--override-filename',
    'bom',
    '--quiet'
  )
  const bom = readFileSync(join(root, 'bom.json'), 'utf8').replaceAll(root, '')
  const { packages } = JSON.parse(run('cargo', 'metadata', '--no-deps', '--format-version', '1'))
  for (const { manifest_path } of packages) rmSync(join(dirname(manifest_path), 'bom.json'), { force: true })
  return JSON.parse(bom)
}
