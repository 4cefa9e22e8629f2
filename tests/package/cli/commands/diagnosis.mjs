// `diagnose`: the findings of the package, in words and in JSON.
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { ok, same } from '../../../suite/expect.mjs'
import { SECRET } from '../command.mjs'

/** @import { Tally } from '../../../suite/tally.mjs' */
/** @import { Command } from '../command.mjs' */

const TIME = '2026-01-01T00:00:00Z'
const BODY = '{"event":"job.completed","data":{"id":"job_1"}}'

/**
 * @param {Tally} tally
 * @param {Command} command
 * @param {string} folder
 */
export async function addDiagnosis(tally, command, folder) {
  const { signWebhook } = createRequire(join(folder, 'package.json'))('webhook-verifier')
  /** @param {string} body */
  const raw = (body, secret = SECRET) =>
    `POST / HTTP/1.1\nX-Webhook-Timestamp: ${TIME}\nX-Webhook-Signature: ${signWebhook(BODY, TIME, secret)}\n\n${body}`
  const now = ['--now', '2026-01-01T00:00:10Z']
  await tally.group('diagnose: a genuine one', ['words', '--json'], async (how) => {
    const { status, stdout } = await command.run(['diagnose', ...now, ...(how === '--json' ? [how] : [])], { input: raw(BODY) })
    same(status, 0, 'status')
    const secret = 'WEBHOOK_SECRET from the environment'
    if (how === '--json') same(JSON.parse(stdout), { verified: true, secrets: [secret], findings: [], notes: [] })
    else for (const said of [/^✓ it verifies\n {2}secret: (.+)\n/, /these 47 bytes/, /compare its clock/]) ok(said.test(stdout), stdout)
    ok(stdout.includes(secret), stdout)
  })
  await tally.group('diagnose: the secret that verifies, or all that do not', ['first', 'second', 'neither'], async (which) => {
    const env = { A: which === 'first' ? SECRET : 'whsec_a', B: which === 'second' ? SECRET : 'whsec_b' }
    const { stdout } = await command.run(['diagnose', ...now, '--secret-env', 'A', '--secret-env', 'B'], { input: raw(BODY), env })
    const named = { first: 'secret: A from the environment', second: 'secret: B from the environment' }
    const all = 'secrets: A from the environment; B from the environment'
    ok(stdout.includes(`  ${named[/** @type {keyof typeof named} */ (which)] ?? all}\n`), stdout)
  })
  await tally.group('diagnose: a paste without its body', ['headers alone'], async () => {
    const { stdout } = await command.run(['diagnose', ...now], { input: raw('') })
    ok(stdout.includes('body_empty') && stdout.includes('add the body to a pasted request, or give it with --body-file'), stdout)
  })
  await tally.group('diagnose: whitespace of the secret', ['newline at its end', 'whitespace at its start'], async (what) => {
    const secret = what === 'newline at its end' ? `${SECRET}\n` : ` ${SECRET}`
    const { stdout } = await command.run(['diagnose', ...now], { input: raw(BODY), env: { WEBHOOK_SECRET: secret } })
    same([stdout.includes(what), stdout.includes('printf')], [true, what === 'newline at its end'], stdout)
  })
  await tally.group('diagnose: a difference of one hour', ['a live delivery'], async () => {
    const { stdout } = await command.run(['diagnose', '--now', '2026-01-01T01:00:00Z'], { input: raw(BODY) })
    for (const said of ['signed 1 h before the time', "the sender's time is 1 h before", 'set this clock right first', '--now TIME'])
      ok(stdout.includes(said), stdout)
  })
  await tally.group('diagnose: one kept for long', ['by this clock', '--ignore-age', '--tolerance'], async (how) => {
    const more = { 'by this clock': [], '--ignore-age': [how], '--tolerance': [how, '999999999'] }[how] ?? []
    const { status, stdout } = await command.run(['diagnose', ...more], { input: raw(BODY) })
    same([status, stdout.includes('clock_skew')], how === 'by this clock' ? [1, true] : [0, false], 'status and clock')
    same(stdout.includes('--ignore-age'), how === 'by this clock', 'what to do')
  })
  await tally.group('verify: what to do next', ['late', 'forged', 'forged, with options'], async (what) => {
    const more = what === 'forged, with options' ? now : []
    const { status, stdout, stderr } = await command.run(['verify', ...more], { input: raw(BODY, what === 'late' ? SECRET : 'other') })
    same(status, 1, 'status')
    const next = {
      'late': /--ignore-age/,
      'forged': /Why\? npx webhook-verifier diagnose( \S+[^,])?\n/,
      'forged, with options': /diagnose( \S+)?, with the same options\n/
    }[what]
    ok(next?.test(stdout + stderr), stdout + stderr)
  })
  await tally.group('diagnose: a mistake', ['the body printed again', 'the secret with a newline'], async (what) => {
    const input = what === 'the body printed again' ? raw(JSON.stringify(JSON.parse(BODY), null, 2)) : raw(BODY, `${SECRET}\n`)
    const [words, json] = [await command.run(['diagnose', ...now], { input }), await command.run(['diagnose', ...now, '--json'], { input })]
    same([words.status, json.status], [1, 1])
    const [{ code, certainty, message, fix }] = JSON.parse(json.stdout).findings
    same(certainty, 'proved')
    for (const text of [
      code,
      message,
      ...fix.split('\n').map((/** @type {string} */ line, /** @type {number} */ at) => (at ? `\n           ${line}\n` : line))
    ])
      ok(words.stdout.includes(text), `${text} is not in ${words.stdout}`)
    ok(!(words.stdout + json.stdout).includes(SECRET), 'the secret is shown')
  })
}
