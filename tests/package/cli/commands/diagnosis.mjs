// `diagnose`: the findings of the package, in words and in JSON.
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { ok, same } from '../../../runtimes/suite/expect.mjs'
import { SECRET } from '../command.mjs'

const TIME = '2026-01-01T00:00:00Z'
const BODY = '{"event":"job.completed","data":{"id":"job_1"}}'

export async function addDiagnosis(tally, command, folder) {
  const { signWebhook } = createRequire(join(folder, 'package.json'))('webhook-verifier')
  const raw = (body, secret = SECRET) =>
    `POST / HTTP/1.1\nX-Webhook-Timestamp: ${TIME}\nX-Webhook-Signature: ${signWebhook(BODY, TIME, secret)}\n\n${body}`
  const now = ['--now', '2026-01-01T00:00:10Z']
  await tally.group('diagnose: a genuine one', ['words', '--json'], async (how) => {
    const { status, stdout } = await command.run(['diagnose', ...now, ...(how === '--json' ? [how] : [])], { input: raw(BODY) })
    same(status, 0, 'status')
    if (how === '--json') same(JSON.parse(stdout), { verified: true, findings: [], notes: [] })
    else same(stdout, '✓ it verifies\n')
  })
  await tally.group('diagnose: one kept for long', ['by this clock', '--ignore-age', '--tolerance'], async (how) => {
    const more = { 'by this clock': [], '--ignore-age': [how], '--tolerance': [how, '999999999'] }[how]
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
    ok(next.test(stdout + stderr), stdout + stderr)
  })
  await tally.group('diagnose: a mistake', ['the body printed again', 'the secret with a newline'], async (what) => {
    const input = what === 'the body printed again' ? raw(JSON.stringify(JSON.parse(BODY), null, 2)) : raw(BODY, `${SECRET}\n`)
    const [words, json] = [await command.run(['diagnose', ...now], { input }), await command.run(['diagnose', ...now, '--json'], { input })]
    same([words.status, json.status], [1, 1])
    const [{ code, certainty, message, fix }] = JSON.parse(json.stdout).findings
    same(certainty, 'proved')
    for (const text of [code, message, fix]) ok(words.stdout.includes(text), `${text} is not in ${words.stdout}`)
    ok(!(words.stdout + json.stdout).includes(SECRET), 'the secret is shown')
  })
}
