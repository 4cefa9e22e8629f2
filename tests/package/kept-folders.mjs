// Folders that are kept for later runs: taken for the same inputs, made again for any others, and never taken unfinished.
// @run kept folders; core
import { existsSync, mkdirSync, mkdtempSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { same } from '../suite/expect.mjs'
import { Tally } from '../suite/tally.mjs'
import { builtFolder, copyFolders, keptFolder } from './built.mjs'

const [, , folder = ''] = process.argv
const place = mkdtempSync(join(folder, 'kept-'))

/**
 * An installation with a package and a link, as npm has commands.
 * @param {{ content?: string, target?: string, file?: string }} parts
 */
function installation({ content = 'a', target = '../package/index.js', file = 'index.js' } = {}) {
  const made = mkdtempSync(join(folder, 'installation-'))
  mkdirSync(join(made, 'node_modules/package'), { recursive: true })
  mkdirSync(join(made, 'node_modules/.bin'))
  writeFileSync(join(made, 'node_modules/package', file), content)
  writeFileSync(join(made, 'node_modules/.package-lock.json'), JSON.stringify({ name: made }))
  symlinkSync(target, join(made, 'node_modules/.bin/command'))
  return made
}

/**
 * @param {string} made
 * @param {string[]} tools
 * @param {string} name
 */
const inputs = (made, tools = ['1.0.0'], name = 'app') => ({
  name,
  place,
  tools,
  fill: (/** @type {string} */ to) => copyFolders(made, ['node_modules'], to)
})

const tally = new Tally()
let builds = 0
/** @param {ReturnType<typeof inputs>} parts */
const built = (parts) => builtFolder({ ...parts, build: () => void builds++ })
const folders = () => readdirSync(place).length
await tally.group('the same inputs are built once', ['three times'], async () => {
  const taken = [await built(inputs(installation())), await built(inputs(installation())), await built(inputs(installation()))]
  same([builds, new Set(taken).size, folders()], [1, 1, 1], 'builds, folders')
})
const OTHERS = {
  'another byte': inputs(installation({ content: 'b' })),
  'another name': inputs(installation({ file: 'other.js' })),
  'another link': inputs(installation({ target: '../package/other.js' })),
  'another version of a tool': inputs(installation(), ['1.0.1'])
}
await tally.group('others are built again, and the last alone is kept', Object.entries(OTHERS), async ([, parts]) => {
  const before = builds
  await built(parts)
  same([builds, folders()], [before + 1, 1], 'builds, folders')
})
await tally.group('a test whose name begins like another leaves its folder', ['twice'], async () => {
  const folder = await built(inputs(installation(), undefined, 'app-pages'))
  await built(inputs(installation({ content: 'd' })))
  same([existsSync(folder), folders()], [true, 2], 'whether it exists, folders')
})
await tally.group('a build that failed is not kept', ['twice'], async () => {
  const parts = inputs(installation({ content: 'c' }))
  const fail = () => {
    throw new Error('failed')
  }
  for (let times = 0; times < 2; times++) same(await builtFolder({ ...parts, build: fail }).catch(({ message }) => message), 'failed')
  same((await keptFolder(parts)).isKept, false, 'whether it is kept')
})
if (!tally.end()) process.exitCode = 1
