// The handler as it is, where each platform's own types want a function of theirs.
// @run handler's types
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { blocksIn } from '../../../scripts/pages.mjs'
import { root } from '../../../scripts/project.mjs'
import { runtimeBinary, toolFolder, versionOf } from '../../../scripts/runtimes.mjs'
import { ok, same } from '../../suite/expect.mjs'
import { Tally } from '../../suite/tally.mjs'
import { inspectorFixes } from './inspector-fixes.mjs'

const [, , installed = ''] = process.argv
const tsc = join(root, 'node_modules/.bin/tsc')
/** @param {string} name */
const modules = (name) => join(toolFolder(name), 'node_modules')

/** Nothing is fetched. */
const ENVIRONMENT = { ...process.env, NO_COLOR: '1', NEXT_TELEMETRY_DISABLED: '1', npm_config_offline: 'true' }

const STRICT = {
  target: 'es2022',
  module: 'esnext',
  moduleResolution: 'bundler',
  noEmit: true,
  strict: true,
  exactOptionalPropertyTypes: true,
  noPropertyAccessFromIndexSignature: true,
  // Other people's files.
  skipLibCheck: true
}
const DOM = ['es2022', 'dom', 'dom.iterable']
const FILES = {
  'Cloudflare Workers': { file: 'workers.ts', lib: ['es2022'], types: ['@cloudflare/workers-types'] },
  'Bun': { file: 'bun.ts', lib: ['esnext'], types: ['bun-types'] },
  'Hono': { file: 'hono.ts', lib: DOM, types: [] },
  'Netlify': { file: 'netlify.ts', lib: DOM, types: [] },
  'Node, Express, Connect, Fastify, Lambda': { file: 'node.ts', lib: ['es2022'], types: ['node'] },
  'context.platform': { file: 'platform.ts', lib: ['es2022'], types: ['node'] },
  'Azure Functions': { file: 'azure.ts', lib: ['es2022'], types: ['node'] },
  'zod, valibot, arktype': { file: 'schemas.ts', lib: DOM, types: [] }
}

/**
 * A folder with the package, the packages of a tool folder next to it, and others that are named with their own.
 * @param {string} tools
 */
function project(tools, others = {}) {
  const folder = mkdtempSync(join(installed, 'platforms-'))
  cpSync(join(root, 'tests/package/handler/types'), folder, { recursive: true })
  cpSync(join(installed, 'package.json'), join(folder, 'package.json'))
  /** @type {Record<string, string>} */
  const linked = { 'webhook-verifier': join(installed, 'node_modules/webhook-verifier') }
  for (const name of readdirSync(modules(tools))) if (!name.startsWith('.')) linked[name] = join(modules(tools), name)
  for (const [name, tool] of Object.entries(others)) linked[name] = join(modules(tool), name)
  mkdirSync(join(folder, 'node_modules'))
  for (const [name, target] of Object.entries(linked)) symlinkSync(target, join(folder, 'node_modules', name))
  return folder
}

/**
 * @param {string} command
 * @param {string[]} args
 * @param {string} cwd
 */
function run(command, args, cwd) {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: 'utf8', env: ENVIRONMENT })
  ok(status === 0, `${command.split('/').at(-1)} ended with ${status}: ${(stdout + stderr).trim()}`)
}

/**
 * Writes the settings of a project for these files, and returns their name.
 * @param {string} folder
 * @param {string[]} files
 * @param {object} options
 */
function configure(folder, files, options) {
  const [first = ''] = files
  const name = `tsconfig.${first.replace(/\W/g, '-')}.json`
  writeFileSync(join(folder, name), JSON.stringify({ compilerOptions: { ...STRICT, ...options }, include: files }))
  return name
}

/**
 * The examples of README.md and docs/, strictly. Those in JavaScript leave out the types of their own parameters; those in TypeScript
 * are fragments, and documentation.d.ts declares the rest of the app.
 * @param {string} folder
 * @param {string} language
 */
function writeExamples(folder, language) {
  return blocksIn(language).map(({ page, line, code }) => {
    const name = `${page.replace(/\W/g, '-')}-${line}.m${language}`
    writeFileSync(join(folder, name), `${code}\nexport {}\n`)
    return name
  })
}

const tally = new Tally()
const frameworks = project('frameworks')
/** @type {{ group: string, name: string, files: string[], options: object }[]} */
const projects = Object.entries(FILES).map(([name, { file, ...options }]) => ({ group: 'the types of', name, files: [file], options }))
/** @type {Record<string, { names: string[], context?: string[], [option: string]: unknown }>} */
const EXAMPLES = {
  'JavaScript': { names: writeExamples(frameworks, 'js'), lib: ['es2022'], allowJs: true, checkJs: true, noImplicitAny: false },
  'TypeScript': { names: writeExamples(frameworks, 'ts'), lib: ['es2022'], experimentalDecorators: true, context: ['documentation.d.ts'] }
}
const EXAMPLE = { types: ['node'], noUncheckedIndexedAccess: true, noPropertyAccessFromIndexSignature: false }
for (const [name, { names, context = [], ...options }] of Object.entries(EXAMPLES)) {
  ok(names.length > 0, `there are no examples in ${name}`)
  projects.push({ group: "the documentation's examples in", name, files: [...names, ...context], options: { ...EXAMPLE, ...options } })
}
for (const [framework, code] of await inspectorFixes()) {
  const file = `fix-${framework.replace(/\W/g, '-')}.mts`
  writeFileSync(join(frameworks, file), code)
  projects.push({ group: "the inspector's fix for", name: framework, files: [file], options: { lib: DOM, types: ['node'] } })
}
// One process for all: the start of each would take longer than its work.
const settings = projects.map(({ files, options }) => configure(frameworks, files, options))
const { status, stdout, stderr } = spawnSync(tsc, ['--build', ...settings], { cwd: frameworks, encoding: 'utf8', env: ENVIRONMENT })
const errors = (stdout + stderr).split('\n').filter(Boolean)
const errorsIn = (/** @type {string[]} */ files) => errors.filter((line) => files.some((file) => line.startsWith(`${file}(`)))
for (const group of new Set(projects.map(({ group }) => group))) {
  const cases = projects.filter((project) => project.group === group)
  await tally.group(group, cases, ({ files }) => same(errorsIn(files), [], 'errors'))
}
await tally.group('the compiler has nothing else to say', [settings], () => {
  const known = errorsIn(projects.flatMap(({ files }) => files))
  same([errors.filter((line) => !known.includes(line)), status], [[], known.length ? 1 : 0], 'other errors, status')
})
const deno = ['check', '--no-remote', '--node-modules-dir=manual', 'deno.ts']
await tally.group('the types of', ['Deno'], () => run(runtimeBinary('@deno', 'deno'), deno, frameworks))
await tally.group('the types that Next.js generates for a route', ['POST'], () => {
  // The packages that it otherwise installs itself.
  const folder = join(project('next', { '@types': 'frameworks', 'typescript': 'typescript59' }), 'next')
  run(process.execPath, [join(modules('next'), 'next/dist/bin/next'), 'typegen'], folder)
  run(tsc, ['-p', configure(folder, ['app/**/*.ts', '.next/types/**/*.ts'], { lib: DOM, types: ['node'], jsx: 'preserve' })], folder)
})
console.log(`ran Next.js ${versionOf('next', 'next')}: the handler's types, as a route's POST`)
for (const [name, tool] of Object.entries({
  'Azure Functions': '@azure/functions',
  'Netlify Functions': '@netlify/functions',
  'Hono': 'hono'
})) {
  console.log(`ran ${name} ${versionOf('frameworks', tool)}: the handler's types`)
}
if (!tally.end()) process.exitCode = 1
