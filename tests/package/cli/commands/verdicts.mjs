// `verify`: verdicts, in words and in JSON.
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
export async function addVerdicts(tally, command, folder) {
  const { signWebhook } = createRequire(join(folder, 'package.json'))('webhook-verifier')
  const signature = signWebhook(BODY, TIME, SECRET)
  /** @param {string[]} more */
  const flags = (more) => ['verify', '--timestamp', TIME, '--signature', signature, '--body', BODY, ...more]
  /** @type {[name: string, args: string[], status: number, says: string][]} */
  const VERDICTS = [
    ['in time', flags(['--now', '2026-01-01T00:05:00Z']), 0, 'genuine: job.completed of job_1'],
    ['any age', flags(['--ignore-age']), 0, 'genuine'],
    ['late', flags([]), 1, 'refused: timestamp_too_old'],
    ['a longer tolerance', flags(['--now', '2026-01-01T00:06:00Z', '--tolerance', '360']), 0, 'genuine'],
    ['ahead', flags(['--now', '2025-12-31T23:58:59Z']), 1, 'refused: timestamp_in_future'],
    ['another body', flags(['--body', '{}']), 1, 'refused: signature_mismatch'],
    ['no headers', ['verify', '--body', BODY], 1, 'refused: missing_header']
  ]
  await tally.group('verify: verdicts', VERDICTS, async ([, args, status, says]) => {
    const result = await command.run(args)
    same(result.status, status, result.stderr)
    ok(!result.stdout.includes('diagnoseWebhook') && !/Why\? (?!npx )/.test(result.stdout), result.stdout)
    ok(result.stdout.includes(says) && result.stderr === '', `it says ${result.stdout}${result.stderr}`)
  })
  await tally.group('verify: as JSON', ['genuine', 'refused'], async (which) => {
    const { stdout } = await command.run([...flags(which === 'genuine' ? ['--ignore-age'] : []), '--json'])
    const { verified, event, error, checks } = JSON.parse(stdout)
    same(
      [verified, event?.name, error?.code, checks.hmac, checks.age],
      which === 'genuine'
        ? [true, 'job.completed', undefined, 'passed', 'passed']
        : [false, undefined, 'timestamp_too_old', 'passed', 'failed']
    )
  })
  await tally.group('verify: a terminal gets no control characters', ['ESC'], async () => {
    const body = '{"event":"job.\\u001b[2J\\u202e","data":{"id":"\\u0007"}}'
    const { stdout } = await command.run([
      'verify',
      '--timestamp',
      TIME,
      '--signature',
      signWebhook(body, TIME, SECRET),
      '--body',
      body,
      '--ignore-age'
    ])
    ok(stdout.includes('job.\\u001b[2J\\u202e') && !/[\u001b\u0007\u202e]/.test(stdout), stdout)
  })
}
