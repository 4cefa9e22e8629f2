// The inspector as one file, that works from a disk too: its script and its style are in the page, and its policy names
// both by their hashes and lets nothing else in.
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { root } from './project.mjs'

const source = join(root, 'pkg-template/inspector')

/**
 * Bundles the page on the built package in `folder`, whose bytes it then holds, into `outfile`.
 * @param {string} folder
 * @param {string} outfile
 */
export async function buildInspector(folder, outfile) {
  const script = await bundled('main.ts', [fromPackage(folder)])
  const style = await bundled('style.css')
  const page = readFileSync(join(source, 'index.html'), 'utf8')
    .replace('<link rel="stylesheet" href="style.css">', () => `<style>${style}</style>`)
    .replace('<script type="module" src="main.js"></script>', () => `<script type="module">${script}</script>`)
    .replace("script-src 'self'", `script-src '${hashOf(script)}'`)
    .replace("style-src 'self'", `style-src '${hashOf(style)}'`)
  if (/'self'| (src|href)="(?!data:)/.test(page.replace(script, ''))) throw new Error('the inspector is not in one piece')
  writeFileSync(outfile, page)
}

/**
 * @param {string} name
 * @param {import('esbuild').Plugin[]} [plugins]
 */
async function bundled(name, plugins = []) {
  const { outputFiles } = await build({
    entryPoints: [join(source, name)],
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    charset: 'utf8',
    legalComments: 'none',
    plugins
  })
  return outputFiles.map(({ text }) => text.trimEnd()).join('\n')
}

/**
 * @param {string} folder
 * @returns {import('esbuild').Plugin}
 */
const fromPackage = (folder) => ({
  name: 'package',
  setup({ onResolve }) {
    onResolve({ filter: /^webhook-verifier(\/|$)/ }, ({ path }) => ({ path: join(folder, `${path.split('/')[1] ?? 'index'}.js`) }))
  }
})

/** @param {string} text */
const hashOf = (text) => `sha256-${createHash('sha256').update(text).digest('base64')}`
