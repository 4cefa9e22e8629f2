// The terminal sessions of README.md and docs/, typed into a shell in a folder with the installed tarball and the page's
// examples. The session shows the printed lines, except for times, ids and the port.
// @run the sessions; core
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { readPages } from '../../scripts/pages.mjs'
import { freePort } from '../package/frameworks/port.mjs'
import { ok, same } from '../suite/expect.mjs'
import { Tally } from '../suite/tally.mjs'

const PATIENCE = 60_000
const QUIET = 300
const PORT = '3000'
const END = '-- end of command --'

/** Parts that differ from one run to the next. */
/** @type {[what: RegExp, name: string][]} */
const CHANGING = [
  [/\d{4}-\d\d-\d\dT[\d:.-]+Z/g, 'TIME'],
  [/\b\d+ seconds? ago/g, 'SPAN ago'],
  [/\bdlv_[\w-]+/g, 'DELIVERY'],
  [/\bjob_[0-9a-f]{8}\b/g, 'JOB'],
  [/\bin \d+ ms/g, 'in SPAN']
]
/** @param {string} text */
const steady = (text) => CHANGING.reduce((rest, [what, name]) => rest.replaceAll(what, name), text)

class Shell {
  #output = ''

  /** @param {string} cwd */
  constructor(cwd) {
    const { WEBHOOK_SECRET, ...env } = process.env
    this.child = spawn('bash', [], { cwd, env, detached: true })
    for (const stream of [this.child.stdout, this.child.stderr]) stream.setEncoding('utf8').on('data', (text) => (this.#output += text))
    this.child.stdin.write('exec 2>&1\n')
  }

  /**
   * Resolves to the printed text. A command in the background counts as done when it has printed a line, and then nothing for a while.
   * @param {string} command
   */
  async type(command) {
    const start = this.#output.length
    this.child.stdin.write(`${command}\necho '${END}'\n`)
    /** @param {string} text */
    const isDone = (text) => text.includes(`${END}\n`) && (!command.endsWith('&') || text.replace(`${END}\n`, '').includes('\n'))
    const deadline = performance.now() + PATIENCE
    for (let before = -1; !isDone(this.#output.slice(start)) || before < this.#output.length; ) {
      if (performance.now() > deadline) throw new Error(`${command} printed only ${this.#output.slice(start)}`)
      before = this.#output.length
      await pause(command.endsWith('&') ? QUIET : 10)
    }
    return this.#output.slice(start).replace(`${END}\n`, '')
  }

  async close() {
    const closed = once(this.child, 'close')
    process.kill(-Number(this.child.pid), 'SIGTERM')
    await closed
  }
}

/**
 * The folder of a session, with the examples of its page as files.
 * @param {{ page: string, line: number }} block
 */
function place({ page, line }) {
  const session = join(folder, `session-${page.replaceAll(/\W/g, '-')}-${line}`)
  mkdirSync(session, { recursive: true })
  const { blocks } = pages.find(({ path }) => path === page) ?? {}
  for (const { file, code } of blocks ?? []) if (file) writeFileSync(join(session, file), code)
  return session
}

/**
 * @param {string} session
 * @param {string} port
 */
const stepsOf = (session, port) =>
  session
    .replaceAll(PORT, port)
    .split(/^\$ /m)
    .filter(Boolean)
    .map((step) => {
      const [command = '', ...lines] = step.split('\n')
      return { name: command, command, shown: lines.join('\n') }
    })

/**
 * @param {Tally} tally
 * @param {(typeof sessions)[number]} block
 */
async function addSession(tally, block) {
  const port = String(await freePort())
  const shell = new Shell(place(block))
  // A program that reads PORT listens there, too.
  await shell.type(`export PORT=${port}`)
  try {
    await tally.group(`the session of ${block.page}:${block.line}`, stepsOf(block.code, port), async ({ command, shown }) =>
      same(steady(await shell.type(command)).split('\n'), steady(shown).split('\n'), 'output')
    )
  } finally {
    await shell.close()
  }
}

const [, , folder = ''] = process.argv
const pages = readPages()
const sessions = pages.flatMap(({ blocks }) => blocks.filter(({ language }) => language === 'console'))
const tally = new Tally()
for (const session of sessions) await addSession(tally, session)
const all = sessions.map(({ code }) => code).join('')
await tally.group('a session shows the command', ['sign', 'verify', 'diagnose', 'listen', 'send', 'replay'], (name) =>
  ok(all.includes(`$ npx webhook-verifier ${name} `), 'missing')
)
if (!tally.end()) process.exitCode = 1
