// The declarations of the package's public modules: generated from a module in TypeScript, copied where one is written by hand.
import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { rolldown } from 'rolldown'
import { dts } from 'rolldown-plugin-dts'
import { root } from './project.mjs'

/**
 * The file of a module in the template, in either language; `path` may name it with the ending of JavaScript.
 * @param {string} template
 * @param {string} path
 */
export function sourceOf(template, path) {
  const bare = join(template, path.replace(/\.m?[jt]s$/, ''))
  const found = ['.ts', '.mts', '.js', '.mjs'].map((ending) => bare + ending).find((file) => existsSync(file))
  if (!found) throw new Error(`${template} has no module ${path}`)
  return found
}

/**
 * Writes one file of declarations for each public module: `modules` has their sources by the names under which they are published.
 * @param {string} template
 * @param {string} out
 * @param {Record<string, string>} modules
 */
export async function writeDeclarations(template, out, modules) {
  const published = new Map(Object.entries(modules).map(([name, source]) => [join(template, source), name]))
  for (const [name, source] of Object.entries(modules)) {
    const file = join(out, `${name}.d.ts`)
    const byHand = join(template, `${source}.d.ts`)
    mkdirSync(dirname(file), { recursive: true })
    if (existsSync(byHand)) cpSync(byHand, file)
    else writeFileSync(file, await generated(sourceOf(template, source), name, published))
  }
}

/**
 * One text with every internal type in it; other public modules stay imports.
 * @param {string} input
 * @param {string} name
 * @param {Map<string, string>} published
 */
async function generated(input, name, published) {
  /** @type {import('rolldown').Plugin} */
  const external = {
    name: 'public modules',
    resolveId(specifier, importer) {
      const found = importer && specifier.startsWith('.') && published.get(join(dirname(importer), specifier.replace(/\.[jt]s$/, '')))
      if (!found || found === name) return
      const path = relative(dirname(name), found)
      return { id: `${path.startsWith('.') ? '' : './'}${path}.js`, external: true }
    }
  }
  const bundle = await rolldown({ input, plugins: [external, dts({ oxc: true, emitDtsOnly: true, tsconfig: false })], logLevel: 'warn' })
  const { output } = await bundle.generate({ format: 'es' })
  await bundle.close()
  const [made] = output.filter(({ fileName }) => /\.d\.[mc]?ts$/.test(fileName))
  if (made?.type !== 'chunk') throw new Error(`no declarations came of ${input}`)
  // Without the comments that name the file of each piece.
  return format(made.code.replaceAll(/^\/\/(#(end)?region.*| \S+\.d\.ts)\n/gm, ''))
}

/**
 * As the sources are formatted: people read these files where their editor leads them.
 * @param {string} code
 */
const format = (code) =>
  execFileSync(join(root, 'node_modules/.bin/biome'), ['format', '--stdin-file-path=declarations.d.ts'], { cwd: root, input: code })
