// A terminal: prompts for a secret and for a paste, colors, and control characters.
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ok, same } from '../../../suite/expect.mjs'
import { SECRET } from '../command.mjs'

/** @import { Tally } from '../../../suite/tally.mjs' */
/** @import { Command } from '../command.mjs' */

const CONTROLS = '{"event":"a","data":{"id":"\u009b\u200b\u202e\u{e0041}"}}'
/** Whether the format, piped, has the exact text. */
const READERS = {
  curl: (/** @type {string} */ text) => text.includes(CONTROLS),
  http: (/** @type {string} */ text) => text.endsWith(CONTROLS),
  powershell: (/** @type {string} */ text) => text.includes(CONTROLS),
  fetch: (/** @type {string} */ text) => !text.includes('\u009b') && text.includes('\\u009b\\u200b\\u202e\\udb40\\udc41')
}

/**
 * @param {Tally} tally
 * @param {Command} command
 */
export async function addPrompts(tally, command) {
  const folder = mkdtempSync(join(tmpdir(), 'prompts-'))
  /**
   * @param {string} name
   * @param {string} content
   */
  const path = (name, content) => (writeFileSync(join(folder, name), content), join(folder, name))
  const { stdout: raw } = await command.run(['sign', '--as', 'http'])
  await tally.group('secrets: a prompt that shows nothing', ['sign'], async () => {
    const { status, stdout } = await command.runOnTerminal(['sign', '--body', '{}', '--timestamp', 'x'], { typed: `${SECRET}X\u007f\r` })
    const { stdout: signed } = await command.run(['sign', '--body', '{}', '--timestamp', 'x'])
    same(status, 0, stdout)
    ok(stdout.includes('Secret (not shown): ') && !stdout.includes(SECRET), stdout)
    ok(stdout.includes(/sha256=\w+/.exec(signed)?.[0] ?? 'a signature'), stdout)
  })
  await tally.group('secrets: a prompt next to a paste', ['pasted', 'piped'], async (how) => {
    const delivery = how === 'pasted' ? { pasted: raw } : { piped: path('piped.txt', raw) }
    const { status, stdout } = await command.runOnTerminal(['verify'], { typed: `${SECRET}\r`, ...delivery })
    same(status, 0, stdout)
    ok(stdout.includes('genuine') && !stdout.includes(SECRET), stdout)
  })
  await tally.group('a paste that is waited for', ['verify', 'diagnose'], async (name) => {
    const { status, stdout } = await command.runOnTerminal([name], { env: { WEBHOOK_SECRET: SECRET }, pasted: raw })
    same(status, 0, stdout)
    const said = stdout.replace(/\s+/g, ' ')
    ok(said.includes('End it with Ctrl-D on a line of its own. Or name a file: npx webhook-verifier diagnose request.txt'), stdout)
  })
  /** @type {[name: string, env: NodeJS.ProcessEnv, isColored: boolean][]} */
  const COLORS = [
    ['a terminal', {}, true],
    ['NO_COLOR', { NO_COLOR: '1' }, false],
    ['TERM=dumb', { TERM: 'dumb' }, false]
  ]
  await tally.group('colors', COLORS, async ([, env, isColored]) => {
    const { stdout } = await command.runOnTerminal(['verify', '--body', '{}'], { env: { WEBHOOK_SECRET: SECRET, ...env } })
    same(stdout.includes('\u001b['), isColored, stdout)
  })
  await tally.group('sign: a terminal gets no control character, a pipe the exact text', Object.keys(READERS), async (format) => {
    const args = ['sign', '--body', CONTROLS, '--as', format]
    const shown = await command.runOnTerminal(args, { env: { WEBHOOK_SECRET: SECRET } })
    same(/[\u009b\u200b\u202e\u{e0041}]/u.test(shown.stdout), false, JSON.stringify(shown.stdout))
    const { stdout } = await command.run(args)
    ok(READERS[/** @type {keyof typeof READERS} */ (format)](stdout), JSON.stringify(stdout))
  })
}
