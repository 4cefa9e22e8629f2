// `verify` by a file, by standard input, and with a file that a curl command names.
import { mkdirSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { ok, same } from '../../../suite/expect.mjs'
import { SECRET } from '../command.mjs'

/** @import { Tally } from '../../../suite/tally.mjs' */
/** @import { Command } from '../command.mjs' */

const TIME = '2026-01-01T00:00:00Z'
/** C1, zero-width, bidi and tag characters. */
const INVISIBLE = 'job\u009b\u200b\u202e\ufeff\u{e0041}_1'
const BODY = '{"event":"job.completed","data":{"id":"job_1"}}'

/**
 * @param {Tally} tally
 * @param {Command} command
 * @param {string} folder
 */
export async function addVerify(tally, command, folder) {
  const { signWebhook } = createRequire(join(folder, 'package.json'))('webhook-verifier')
  const signature = signWebhook(BODY, TIME, SECRET)
  const raw = `POST /webhook HTTP/1.1\nX-Webhook-Timestamp: ${TIME}\nX-Webhook-Signature: ${signature}\n\n${BODY}`
  const place = join(folder, 'place')
  mkdirSync(place, { recursive: true })
  await tally.group('verify: a file that curl names', ['@'], async () => {
    writeFileSync(join(place, 'body.json'), `${BODY}\n`)
    writeFileSync(
      join(place, 'command.sh'),
      `curl http://localhost -H 'X-Webhook-Timestamp: ${TIME}' -H 'X-Webhook-Signature: ${signature}' -d @body.json`
    )
    const { status, stderr } = await command.run(['verify', '--ignore-age', 'place/command.sh'], { cwd: folder })
    same(status, 0, stderr)
    ok(stderr.startsWith('note: --data reads a file without its line ends'), stderr)
  })
  await tally.group('verify: headers from a log, the body from a file', ['both', 'a body of its own'], async (which) => {
    writeFileSync(
      join(place, 'headers.txt'),
      raw.slice(0, raw.indexOf('{') - (which === 'both' ? 2 : 0)) + (which === 'both' ? '\n' : '{}')
    )
    writeFileSync(join(place, 'raw.json'), BODY)
    const { status, stderr } = await command.run(['verify', '--ignore-age', 'headers.txt', '--body-file', 'raw.json'], { cwd: place })
    if (which === 'both') same([status, stderr], [0, ''])
    else ok(status === 2 && stderr.includes('has a body of its own'), stderr)
  })
  const EVENT = JSON.stringify({ event: `job.${INVISIBLE}`, data: { id: INVISIBLE, status: INVISIBLE } })
  /** @type {Record<string, [args: string[], body: string]>} */
  const PRINTED = {
    'of a genuine event': [[], EVENT],
    'of a genuine event, as JSON': [['--json'], EVENT],
    'of a duplicate key': [[], `{"${INVISIBLE}":1,"${INVISIBLE}":2}`],
    'of a file that is not there': [[`${INVISIBLE}.txt`], ''],
    'of an option that does not exist': [[`--${INVISIBLE}`], '']
  }
  await tally.group('verify: no invisible character reaches the terminal,', Object.entries(PRINTED), async ([name, [args, body]]) => {
    const request = `POST / HTTP/1.1\nX-Webhook-Timestamp: ${TIME}\nX-Webhook-Signature: ${signWebhook(body, TIME, SECRET)}\n\n${body}`
    const { stdout, stderr } = await command.run(['verify', '--ignore-age', ...args], { ...(body && { input: request }), cwd: place })
    same(/[\u009b\u200b\u202e\ufeff\u{e0000}-\u{e007f}]/u.test(stdout + stderr), false, JSON.stringify(stdout + stderr))
    if (!name.includes('duplicate')) ok((stdout + stderr).includes('\\u200b\\u202e\\ufeff\\udb40\\udc41'), stdout + stderr)
  })
}
