// The terminal session of the README, typed into a shell in a folder where the tarball is installed: what it shows is
// what is printed, but for times, ids and the port.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { root } from '../../scripts/project.mjs'
import { freePort } from '../package/frameworks/port.mjs'
import { ok, same } from '../runtimes/suite/expect.mjs'
import { Tally } from '../runtimes/suite/tally.mjs'

const PATIENCE = 60_000
const PORT = 3000
const END = '-- end of command --'

/** What differs from one run to the next. */
const CHANGING = [
  [/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME'],
  [/\b\d+ seconds? ago/g, 'SPAN ago'],
  [/\bdlv_[\w-]+/g, 'DELIVERY'],
  [/\bjob_[0-9a-f]{8}\b/g, 'JOB'],
  [/\bin \d+ ms/g, 'in SPAN']
]
const steady = (text) => CHANGING.reduce((rest, [what, name]) => rest.replaceAll(what, name), text)

class Shell {
  #output = ''

  constructor(cwd) {
    const { WEBHOOK_SECRET, ...env } = process.env
    this.child = spawn('bash', [], { cwd, env, detached: true })
    for (const stream of [this.child.stdout, this.child.stderr]) stream.setEncoding('utf8').on('data', (text) => (this.#output += text))
    this.child.stdin.write('exec 2>&1\n')
  }

  /** Resolves to what is printed. One that stays in the background is waited for until it says something. */
  async type(command) {
    const start = this.#output.length
    this.child.stdin.write(`${command}\necho '${END}'\n`)
    const isDone = (text) => text.includes(`${END}\n`) && (!command.endsWith('&') || text.replace(`${END}\n`, '').includes('\n'))
    const deadline = performance.now() + PATIENCE
    while (!isDone(this.#output.slice(start))) {
      if (performance.now() > deadline) throw new Error(`${command} printed only ${this.#output.slice(start)}`)
      await pause(10)
    }
    return this.#output.slice(start).replace(`${END}\n`, '')
  }

  async close() {
    const closed = once(this.child, 'close')
    process.kill(-this.child.pid, 'SIGTERM')
    await closed
  }
}

const [, , folder] = process.argv
const place = join(folder, 'session')
mkdirSync(place, { recursive: true })
const [, session] = /^```console\n([\s\S]*?)^```$/m.exec(readFileSync(join(root, 'README.md'), 'utf8'))
const port = String(await freePort())
const steps = session
  .split(/^\$ /m)
  .filter(Boolean)
  .map((step) => {
    const [command, ...lines] = step.split('\n')
    return { name: command, command: command.replace(PORT, port), shown: lines.join('\n').replace(PORT, port) }
  })

const tally = new Tally()
const shell = new Shell(place)
try {
  await tally.group('the session', steps, async ({ command, shown }) =>
    same(steady(await shell.type(command)).split('\n'), steady(shown).split('\n'), 'output')
  )
} finally {
  await shell.close()
}
await tally.group('it has each part', ['sign', 'verify', 'diagnose', 'listen', 'send'], (name) =>
  ok(session.includes(`$ npx webhook-verifier ${name} `), 'missing')
)
if (!tally.end()) process.exitCode = 1
