// Unused imports leave nothing in a bundle: by `sideEffects` in the manifest, and because loading the modules does nothing.
// @run tree-shaking
import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { ok, same } from '../../suite/expect.mjs'
import { Tally } from '../../suite/tally.mjs'
import { folder, ownFolder, tool } from './bundles.mjs'

const PROGRAM = 'globalThis.own = 1\n'
const MOST = 50
const LEAST_USED = 5000

const UNUSED = {
  'an import for nothing': "import 'webhook-verifier'",
  'an import of nothing': "import {} from 'webhook-verifier'",
  'an unused function': "import { verifyWebhook } from 'webhook-verifier'",
  'an unused class': "import { WebhookVerifier, WebhookError } from 'webhook-verifier'",
  'an unused namespace': "import * as everything from 'webhook-verifier'",
  'an export of nothing': "export {} from 'webhook-verifier'",
  'diagnosis, unused': "import { diagnoseWebhook } from 'webhook-verifier/diagnose'",
  'the slim entry, unused': "import { init, verifyWebhook } from 'webhook-verifier/slim'"
}
/** The glue that wasm-bindgen generates makes coders when it is loaded, and is used as it is: only the manifest lets it be dropped. */
const NEEDS_MANIFEST = ['diagnosis, unused']
const USED = "import { verifyWebhook } from 'webhook-verifier'\nglobalThis.verify = verifyWebhook"

const BUNDLERS = {
  async esbuild(/** @type {string} */ input, /** @type {string} */ outfile) {
    await build({ entryPoints: [input], outfile, bundle: true, minify: true, format: 'esm', logLevel: 'silent' })
  },
  async Rollup(/** @type {string} */ input, /** @type {string} */ file) {
    const plugins = [tool('@rollup/plugin-node-resolve').nodeResolve({ browser: true })]
    const bundle = await tool('rollup').rollup({ input, plugins, onwarn() {} })
    await bundle.write({ file, plugins: [tool('@rollup/plugin-terser').default()] })
  },
  async Vite(/** @type {string} */ input, /** @type {string} */ file) {
    const rollupOptions = { input, output: { entryFileNames: file.split('/').at(-1) } }
    const outDir = join(file, '..')
    await tool('vite').build({ configFile: false, logLevel: 'silent', root: outDir, build: { outDir, emptyOutDir: false, rollupOptions } })
  }
}

/**
 * A folder of programs that find the package, or a copy of it that does not say that it has no side effects.
 * @param {string} says
 */
function placeOf(says) {
  const place = ownFolder('shaking')
  if (says === 'sideEffects') return place
  const copy = join(place, 'node_modules/webhook-verifier')
  cpSync(join(folder, 'node_modules/webhook-verifier'), copy, { recursive: true })
  const { sideEffects, ...manifest } = JSON.parse(readFileSync(join(copy, 'package.json'), 'utf8'))
  ok(sideEffects === false, 'the package does not say that it has no side effects')
  writeFileSync(join(copy, 'package.json'), JSON.stringify(manifest))
  return place
}

/**
 * @param {(input: string, outfile: string) => Promise<void>} bundle
 * @param {string} place
 * @param {string} source
 */
async function bundled(bundle, place, source) {
  const input = join(place, 'program.mjs')
  writeFileSync(input, source)
  await bundle(input, join(place, 'bundle.js'))
  return readFileSync(join(place, 'bundle.js'), 'utf8').trim()
}

const tally = new Tally()
for (const [says, word] of Object.entries({ sideEffects: '', nothing: ', without sideEffects in its manifest' })) {
  for (const [name, bundle] of Object.entries(BUNDLERS)) {
    const place = placeOf(says)
    const alone = await bundled(bundle, place, PROGRAM)
    const unused = Object.entries(UNUSED).filter(([line]) => says === 'sideEffects' || !NEEDS_MANIFEST.includes(line))
    await tally.group(`unused, ${name} leaves nothing${word}`, unused, async ([, line]) => {
      const left = await bundled(bundle, place, `${line}\n${PROGRAM}`)
      same(left, alone, 'what is left')
      ok(left.length <= MOST, `the program is of ${left.length} bytes`)
    })
    await tally.group(`used, ${name} keeps it${word}`, ['verifyWebhook'], async () => {
      const { length } = await bundled(bundle, place, USED)
      ok(length >= LEAST_USED, `${length} bytes`)
    })
  }
}
if (!tally.end()) process.exitCode = 1
