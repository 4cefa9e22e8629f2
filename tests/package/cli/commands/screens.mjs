// Each screen of the command line on a terminal of 80 columns, compared with its file in screens/.
// `UPDATE_SCREENS=1 node tests/run.mjs 'command line, Node'` writes the files anew.
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from '../../../../scripts/project.mjs'
import { ok, same } from '../../../suite/expect.mjs'
import { SECRET } from '../command.mjs'
import { receiver } from '../receiver.mjs'

/** @import { Tally } from '../../../suite/tally.mjs' */
/** @import { Command } from '../command.mjs' */

const FOLDER = join(root, 'tests/package/cli/screens')
const COMMANDS = ['sign', 'verify', 'diagnose', 'send', 'listen', 'replay', 'attack', 'inspect']
const COLUMNS = 80
const BODY = '{"event":"job.completed","data":{"id":"job_1"}}'
const TIME = '2026-01-01T00:00:00.000Z'
const AT = ['--now', '2026-01-01T00:00:20Z']

/**
 * Replaces the parts that differ from run to run.
 * @param {string} text
 * @param {string} folder
 */
const normalized = (text, folder) =>
  text
    .replaceAll('\r\n', '\n')
    .replace(/[^\n]*\r\u001b\[K/g, '')
    .replaceAll(folder, 'FOLDER')
    .replace(/\d+ ms/g, 'N ms')
    .replace(/127\.0\.0\.1:\d+/g, '127.0.0.1:PORT')
    .replace(/sha256=[0-9a-f]{64}/g, 'sha256=HEX')
    .replace(/\b20\d\d-\d\d-\d\dT\d\d[:-]\d\d[:-]\d\d\.\d{3}Z/g, (time) => (time === TIME ? time : 'TIME'))
    .replace(/TIME-\d{4}\.http/g, 'TIME.http')
    .replace(/dlv_[0-9a-f-]{36}/g, 'dlv_ID')
    .replace(/signed\s+\d+\s+\w+\s+ago/g, 'signed N UNITS ago')

/**
 * @param {Tally} tally
 * @param {Command} command
 * @param {string} folder
 */
export async function addScreens(tally, command, folder) {
  const cwd = mkdtempSync(join(tmpdir(), 'screens-'))
  const there = await receiver(({ headers }, count) => (count % 3 === 0 ? 503 : headers['x-webhook-signature'] ? 200 : 401))
  const { stdout: raw } = await command.run(['sign', '--as', 'http', '--body', BODY, '--timestamp', TIME, '--delivery-id', 'dlv_1'])
  /**
   * @param {string} name
   * @param {string} text
   */
  const file = (name, text) => (writeFileSync(join(cwd, name), text), name)
  const genuine = file('genuine.txt', raw)
  const changed = file('reserialized.txt', raw.replace(BODY, JSON.stringify(JSON.parse(BODY), null, 2)))
  mkdirSync(join(cwd, 'saved'))
  file('saved/1.http', raw)
  file('saved/2.http', raw.replace('job_1', 'job_2'))
  file('nonsense.txt', 'a line\nanother')
  file('header.json', JSON.stringify({ headers: { 'X-Webhook-Timestamp': { at: TIME } }, body: BODY }, null, 2))
  const ALONE = {
    'help': ['--help'],
    ...Object.fromEntries(COMMANDS.map((name) => [`${name}-help`, [name, '--help']])),
    'sign': ['sign', '--body', BODY, '--timestamp', TIME, '--delivery-id', 'dlv_1', '--as', 'headers'],
    'verify-genuine': ['verify', genuine, ...AT],
    'verify-late': ['verify', genuine, '--now', '2026-01-01T01:00:00Z'],
    'verify-refused': ['verify', changed, ...AT],
    'verify-unreadable': ['verify', 'nonsense.txt'],
    'verify-unreadable-json': ['verify', 'header.json'],
    'diagnose-proved': ['diagnose', changed, ...AT],
    'diagnose-genuine': ['diagnose', genuine, ...AT],
    'diagnose-unexplained': ['diagnose', genuine, ...AT, '--body', '{}'].filter((word) => word !== genuine),
    'no-secret': ['verify', genuine, '--secret-env', 'NOT_SET'],
    'misspelled-command': ['verfy'],
    'misspelled-option': ['verify', '--secretfile', 'a']
  }
  /** @param {[string, string[]]} pair */
  const check = async ([name, args]) => {
    const { stdout } = await command.runOnTerminal(args, { cwd, env: { WEBHOOK_SECRET: SECRET, NO_COLOR: '1' } })
    compare(name, normalized(stdout, cwd))
  }
  await tally.group('screens: as recorded, in 80 columns', Object.entries(ALONE), check, { atOnce: 4 })
  // One after the other: the endpoint refuses the third delivery.
  const SENT = {
    'send': ['send', there.url],
    'send-times': ['send', there.url, '--times', '2', '--same'],
    'send-save': ['send', there.url, '--save', 'sent'],
    'replay': ['replay', 'saved', there.url]
  }
  await tally.group('screens: of deliveries that are sent, in 80 columns', Object.entries(SENT), check)
  there.close()
  await tally.group('screens: a paste that is waited for', ['diagnose'], async (name) => {
    const running = command.startOnTerminal([name], { cwd, env: { WEBHOOK_SECRET: SECRET, NO_COLOR: '1' } })
    await running.says(/request\.txt/)
    running.child.stdin.write('\u0004')
    compare('diagnose-waiting', normalized((await running.end()).stdout, cwd))
  })
  await tally.group('screens: listen', ['genuine and refused'], async () => {
    const running = command.startOnTerminal(['listen', '--port', '0'], { cwd, env: { WEBHOOK_SECRET: SECRET, NO_COLOR: '1' } })
    const [url] = await running.says(/http:\/\/127\.0\.0\.1:\d+/)
    await command.run(['send', url, '--body', BODY, '--delivery-id', 'dlv_1'])
    await running.says(/dlv_1, not covered/)
    await command.run(['send', url, '--body', BODY], { env: { WEBHOOK_SECRET: `${SECRET}\n` } })
    await running.says(/fix/)
    running.child.stdin.write('\u0003')
    const { stdout } = await running.end()
    compare('listen', normalized(stdout, cwd))
  })
}

/**
 * @param {string} name
 * @param {string} screen
 */
function compare(name, screen) {
  const path = join(FOLDER, `${name}.txt`)
  const wide = screen.split('\n').filter((/** @type {string} */ line) => [...line].length > COLUMNS && !/sha256=HEX|http:\/\//.test(line))
  same(wide, [], `${name}: lines of more than ${COLUMNS} columns`)
  if (process.env.UPDATE_SCREENS) {
    mkdirSync(FOLDER, { recursive: true })
    return writeFileSync(path, screen)
  }
  same(screen, readFileSync(path, 'utf8'), name)
  ok(!screen.includes('\u001b'), `${name} has a control code`)
}
