// Every JavaScript example of README.md and docs/, from the packed tarball. Each page has a folder of its own. Examples called
// server…, which run until they are stopped, are receivers; the others end by themselves.
// @run the pages; core
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { basename, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { blocksIn } from '../../scripts/pages.mjs'
import { nodeBinary, runtimeBinary } from '../../scripts/runtimes.mjs'
import { freePort } from '../package/frameworks/port.mjs'
import { ok, same } from '../suite/expect.mjs'
import { Tally } from '../suite/tally.mjs'
import { addReceiver } from './receiver.mjs'
import { WEBHOOK_SECRET } from './sender.mjs'

const TRIES = 200
const PAUSE = 50

const [, , folder = ''] = process.argv
const examples = blocksIn('js').map((block) => ({ ...block, name: `${block.page}:${block.line}: ${block.file ?? 'an example'}` }))
/** @typedef {(typeof examples)[number]} Example */
const env = { ...process.env, WEBHOOK_SECRET }
/** @param {{ page: string, file: string | undefined }} example */
const pathOf = ({ page, file }) => join(folder, 'pages', basename(page, '.md'), file ?? '')

/**
 * The server prints no address: it is ready when the port takes connections.
 * @param {string} port
 */
async function listening(port) {
  for (let left = TRIES; ; left--) {
    const socket = connect(Number(port), '127.0.0.1')
    try {
      await once(socket, 'connect')
      return socket.destroy()
    } catch (error) {
      if (!left) throw error
      await pause(PAUSE)
    }
  }
}

/**
 * @param {Tally} tally
 * @param {Example} example
 */
async function addServer(tally, example) {
  const port = String(await freePort())
  const child = spawn(process.execPath, [pathOf(example)], { env: { ...env, PORT: port } })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text))
  try {
    await listening(port)
    await addReceiver(tally, example.name, { address: `http://127.0.0.1:${port}`, output: () => output })
    await addCommands(tally, example, port)
  } finally {
    child.kill()
    if (child.exitCode === null) await once(child, 'exit')
  }
}

/**
 * Commands of the page that sign with openssl and send with curl, typed into a shell.
 * @param {Tally} tally
 * @param {{ page: string }} parts
 * @param {string} port
 */
async function addCommands(tally, { page }, port) {
  const signing = blocksIn('sh').filter((block) => block.page === page && block.code.includes('openssl'))
  if (signing.length === 0) return
  await tally.group(`${page} signs without the package`, signing, ({ code }) => {
    const answer = execFileSync('bash', ['-c', code.replace('localhost:3000', `127.0.0.1:${port}`)], { encoding: 'utf8', stdio: 'pipe' })
    ok(answer.startsWith('HTTP/1.1 200'), answer)
  })
}

const tally = new Tally()
await tally.group('an example has a file name, which its page has once', examples, (example) => {
  const { page, file } = example
  ok(file?.endsWith('.mjs'), 'its first line does not name a file, as // server.mjs does')
  same(examples.filter((other) => other.page === page && other.file === file).length, 1, 'examples of that name')
})
const named = examples.filter(({ file }) => file)
for (const example of named) {
  mkdirSync(join(pathOf(example), '..'), { recursive: true })
  writeFileSync(pathOf(example), example.code)
}
/**
 * SQLite is in Node since 22, and in Bun under another name.
 * @param {Example} example
 */
const waysOf = (example) => {
  const { code } = example
  if (!code.includes("'node:sqlite'")) return [{ ...example, command: process.execPath, path: pathOf(example) }]
  const path = pathOf(example).replace('.mjs', '.bun.mjs')
  writeFileSync(path, code.replace("{ DatabaseSync } from 'node:sqlite'", "{ Database as DatabaseSync } from 'bun:sqlite'"))
  return [
    { ...example, command: nodeBinary(24), path: pathOf(example) },
    { ...example, name: `${example.name}, in Bun`, command: runtimeBinary('@oven', 'bin/bun'), path }
  ]
}
/** @param {Example} example */
const isServer = ({ file }) => file?.startsWith('server')
for (const example of named.filter(isServer)) await addServer(tally, example)
await tally.group(
  'the others run, and print the text shown below them',
  named.filter((each) => !isServer(each)).flatMap(waysOf),
  ({ command, path, printed }) => {
    const output = execFileSync(command, [path], { env, stdio: 'pipe', encoding: 'utf8' })
    if (printed !== undefined) same(output.split('\n'), printed.split('\n'), 'output')
  }
)
await tally.group('output is shown', ['once at least'], (what) =>
  same(
    named.some(({ printed }) => printed),
    true,
    what
  )
)
if (!tally.end()) process.exitCode = 1
