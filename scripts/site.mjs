// `make docs`: the site in target/docs/, from docs/, the declarations and the inspector. A dead link fails it.
import { execFileSync } from 'node:child_process'
import { copyFileSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { docsPaths } from './pages.mjs'
import { root, step } from './project.mjs'
import { toolFolder } from './runtimes.mjs'

const source = join(root, 'target/site')
const site = join(root, 'target/docs')
/** @param {string} name */
const binary = (name) => join(toolFolder('docs'), 'node_modules/.bin', name)
const IMAGES = 'https://raw.githubusercontent.com/webhook-verifier/webhook-verifier/main/'

/** The folder that the generator reads: pages, configuration and pictures. The pages show pictures by their address on GitHub. */
function collect() {
  rmSync(source, { recursive: true, force: true })
  mkdirSync(join(source, 'public'), { recursive: true })
  cpSync(join(root, 'docs/.vitepress'), join(source, '.vitepress'), { recursive: true })
  cpSync(join(root, 'docs/images'), join(source, 'public/docs/images'), { recursive: true })
  mkdirSync(join(source, 'public/benches'))
  copyFileSync(join(root, 'benches/chart.svg'), join(source, 'public/benches/chart.svg'))
  copyFileSync(join(root, 'pkg/bin/inspector.html'), join(source, 'public/inspector.html'))
  for (const path of docsPaths()) {
    const name = path === 'docs/README.md' ? 'index.md' : basename(path)
    writeFileSync(join(source, name), readFileSync(join(root, path), 'utf8').replaceAll(IMAGES, '/'))
  }
  symlinkSync(join(toolFolder('docs'), 'node_modules'), join(source, 'node_modules'), 'junction')
}

/** Every public module: the import paths of the package that have types. */
function writeReference() {
  /** @type {{ exports: Record<string, { types?: string }> }} */
  const { exports } = JSON.parse(readFileSync(join(root, 'pkg/package.json'), 'utf8'))
  const modules = Object.values(exports).flatMap(({ types }) => (types && existsSync(join(root, 'pkg', types)) ? [join('pkg', types)] : []))
  const compilerOptions = {
    strict: true,
    module: 'esnext',
    moduleResolution: 'bundler',
    target: 'es2022',
    lib: ['es2022', 'dom', 'dom.iterable'],
    types: []
  }
  const tsconfig = join(source, 'tsconfig.json')
  writeFileSync(tsconfig, JSON.stringify({ compilerOptions, files: modules.map((path) => join(root, path)) }))
  const options = {
    'tsconfig': tsconfig,
    'out': join(source, 'public/api'),
    'name': 'webhook-verifier',
    'readme': 'none',
    'basePath': join(root, 'pkg'),
    'disableSources': true,
    'logLevel': 'Warn',
    'validation.notExported': false,
    'treatWarningsAsErrors': true
  }
  const flags = Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)])
  execFileSync(binary('typedoc'), [...flags, ...modules], { cwd: root, stdio: 'inherit' })
}

let done = step('collecting the pages')
collect()
done()
done = step('writing the API reference')
writeReference()
done()
done = step('building the site')
execFileSync(binary('vitepress'), ['build', source, '--outDir', site], { cwd: source, stdio: 'inherit' })
done(`built target/docs/`)
