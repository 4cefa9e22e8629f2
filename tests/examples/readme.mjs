// Every example of the README, from the packed tarball. Those called server…, which run until they are stopped, are
// receivers; the others end by themselves.
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { root } from '../../scripts/project.mjs'
import { freePort } from '../package/frameworks/port.mjs'
import { same } from '../runtimes/suite/expect.mjs'
import { Tally } from '../runtimes/suite/tally.mjs'
import { addReceiver } from './receiver.mjs'
import { WEBHOOK_SECRET } from './sender.mjs'

const TRIES = 200
const PAUSE = 50

const [, , folder] = process.argv
const readme = readFileSync(join(root, 'README.md'), 'utf8')
/** The JavaScript, by the file name in its first line, and what it prints where that is shown. */
const EXAMPLE = /^```js\n\/\/ (\S+\.mjs)\n([\s\S]*?)^```$(?:\n\n(?:It prints:\n\n)?```text\n([\s\S]*?)^```$)?/gm
const examples = [...readme.matchAll(EXAMPLE)].map(([, name, code, printed]) => ({ name, code, printed }))
const env = { ...process.env, WEBHOOK_SECRET }

/** The server prints no address: it is there when somebody listens. */
async function listening(port) {
  for (let left = TRIES; ; left--) {
    const socket = connect(port, '127.0.0.1')
    try {
      await once(socket, 'connect')
      return socket.destroy()
    } catch (error) {
      if (!left) throw error
      await pause(PAUSE)
    }
  }
}

async function addServer(tally, name) {
  const port = String(await freePort())
  const child = spawn(process.execPath, [join(folder, name)], { env: { ...env, PORT: port } })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text))
  try {
    await listening(port)
    await addReceiver(tally, name, { address: `http://127.0.0.1:${port}`, output: () => output })
  } finally {
    child.kill()
    if (child.exitCode === null) await once(child, 'exit')
  }
}

const tally = new Tally()
const count = [...readme.matchAll(/^```js/gm)].length
await tally.group('each JavaScript example has a name', ['examples'], (what) => same(examples.length, count, what))
for (const { name, code } of examples) writeFileSync(join(folder, name), code)
const isServer = ({ name }) => name.startsWith('server')
for (const { name } of examples.filter(isServer)) await addServer(tally, name)
await tally.group(
  'the others run',
  examples.filter((each) => !isServer(each)),
  ({ name, printed }) => {
    const output = execFileSync(process.execPath, [join(folder, name)], { env, stdio: 'pipe', encoding: 'utf8' })
    if (printed !== undefined) same(output.split('\n'), printed.split('\n'), 'output')
  }
)
await tally.group('what is shown is printed', ['once at least'], (what) =>
  same(
    examples.some(({ printed }) => printed),
    true,
    what
  )
)
if (!tally.end()) process.exitCode = 1
