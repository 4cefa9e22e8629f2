// Foreign input: a paste gets no file and no control character to the terminal, and no login is printed.
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ok, same } from '../../../suite/expect.mjs'

/** @import { Tally } from '../../../suite/tally.mjs' */
/** @import { Command } from '../command.mjs' */

const CURL = "curl http://localhost/ -H 'X-Webhook-Timestamp: 2026-01-01T00:00:00Z' -H 'X-Webhook-Signature: x' --data-binary"
const ESCAPES = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200e\u200f\u061c\u202e]/

/**
 * @param {string} started
 * @param {string} url
 */
function entry(started, url, value = 'a') {
  return { startedDateTime: started, request: { method: 'POST', url, headers: [{ name: 'x-webhook-signature', value }] } }
}
const har = (/** @type {unknown[]} */ ...entries) => JSON.stringify({ log: { entries } })

/**
 * @param {Tally} tally
 * @param {Command} command
 */
export async function addForeign(tally, command) {
  const folder = mkdtempSync(join(tmpdir(), 'foreign-'))
  const [cwd, outside] = [join(folder, 'work'), join(folder, 'outside.json')]
  mkdirSync(cwd)
  writeFileSync(outside, '{}')
  writeFileSync(join(cwd, 'body.json'), '{}')
  symlinkSync(outside, join(cwd, 'link.json'))
  /**
   * @param {string} input
   * @param {string[]} [more]
   */
  const verify = (input, more = []) => command.run(['verify', ...more], { input, cwd })

  /** @type {Record<string, [path: string, says: string]>} */
  const REFUSED = {
    'an absolute path': [outside, 'outside this folder'],
    'a path upwards': ['../outside.json', 'outside this folder'],
    'a link that leads out': ['link.json', 'outside this folder'],
    'a folder': ['.', 'not a regular file'],
    'a computer of the network': ['//localhost/share/x', 'outside this folder'],
    '__proto__': ['__proto__', 'not here']
  }
  await tally.group('a paste gets no file of', Object.entries(REFUSED), async ([, [path, says]]) => {
    const { status, stderr } = await verify(`${CURL} @${path}`)
    same(status, 2, stderr)
    ok(stderr.includes(says), stderr)
  })
  await tally.group('a device is never read', ['/dev/zero'], async (path) => {
    const { status, stderr } = await verify(`${CURL} @${path}`, ['--allow-files'])
    ok(status === 2 && stderr.includes('not a regular file'), stderr)
  })
  await tally.group('a paste gets the file', ['body.json', ['link.json', '--allow-files'], [outside, '--allow-files']], async (what) => {
    const [path, ...more] = [what].flat()
    const { status, stderr } = await verify(`${CURL} @${path}`, more)
    same(status, 1, stderr)
  })

  const PRINTED = {
    'a path': `curl http://x -d @$'\\e]0;x\\a\\e[2Jx\\e[32m it verifies\\n'`,
    'a URL and a time': har(entry('\u001b]0;x\u0007', 'http://a/\u001b[2J\n✓ genuine'), entry('\u009b31m\u200e', 'http://b/\u202e'))
  }
  await tally.group('no escape reaches the terminal from', Object.entries(PRINTED), async ([, input]) => {
    for (const more of [[], ['--json']]) {
      const { stdout, stderr } = await verify(input, more)
      ok(!ESCAPES.test(stdout + stderr), JSON.stringify(stdout + stderr))
      ok(!/^\s*✓/m.test(stdout + stderr), stderr)
      if (more.length) same(typeof JSON.parse(stdout).error.message, 'string')
    }
  })
  await tally.group('a header of a HAR file on two lines', ['CR', 'LF', 'NUL'], async (name) => {
    const { status, stderr } = await verify(har(entry('', 'http://a/', `a${{ CR: '\r', LF: '\n', NUL: '\0' }[name]}b`)))
    same(status, 2, stderr)
    ok(stderr.includes("a header's value"), stderr)
  })

  const LOGIN = 'http://user:pw12345@127.0.0.1:1/'
  const SECRET = 'whsec_typed_for_a_name'
  const RANDOM = 'q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQ'
  /** @type {Record<string, [args: string[], text: string]>} */
  const KEPT = {
    'a login, send': [['send', LOGIN], 'pw12345'],
    'a login, attack': [['attack', LOGIN], 'pw12345'],
    'a secret for a name': [['sign', '--secret-env', SECRET], SECRET],
    'a secret for a file of it': [['sign', '--secret-file', SECRET], SECRET],
    'a secret for a file of variables': [['sign', `--env-file=${SECRET}`, '--json'], SECRET],
    'a secret without a prefix': [['sign', '--secret-file', RANDOM], RANDOM],
    'a secret for a delivery': [['verify', SECRET], SECRET],
    'a secret for a command': [[SECRET], SECRET]
  }
  await tally.group('no message tells', Object.values(KEPT), async ([args, text]) => {
    const { stdout, stderr } = await command.run(args)
    ok(!(stdout + stderr).includes(text), stdout + stderr)
  })
  await tally.group('a blank secret is a mistake, no defect', ['sign', 'send', 'attack'], async (name) => {
    const { status, stderr } = await command.run([name, 'http://127.0.0.1:1/'], { env: { WEBHOOK_SECRET: '   ' } })
    same(status, 2, stderr)
    ok(!/^\s+at /m.test(stderr), stderr)
  })
  await tally.group('sign: a header on two lines', ['--timestamp', '--delivery-id'], async (flag) => {
    for (const end of ['\n', '\r']) same((await command.run(['sign', flag, `a${end}X-Evil: 1`])).status, 2)
  })
  const logins = ['http://user:p@w12345@a/', 'http://user:pw12345@a/'].map((url) => entry('', url))
  await tally.group('a login in a HAR file', [[], ['--json']], async (more) => {
    const { status, stdout, stderr } = await verify(har(...logins), more)
    same(status, 2, stderr)
    ok(!(stdout + stderr).includes('w12345'), stdout + stderr)
  })
  rmSync(folder, { recursive: true })
}
