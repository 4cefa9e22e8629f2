// `verify` by a file, by standard input, and with a file that a curl command names.
import { mkdirSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { ok, same } from '../../../runtimes/suite/expect.mjs'
import { SECRET } from '../command.mjs'

const TIME = '2026-01-01T00:00:00Z'
const BODY = '{"event":"job.completed","data":{"id":"job_1"}}'

export async function addVerify(tally, command, folder) {
  const { signWebhook } = createRequire(join(folder, 'package.json'))('webhook-verifier')
  const signature = signWebhook(BODY, TIME, SECRET)
  const raw = `POST /webhook HTTP/1.1\nX-Webhook-Timestamp: ${TIME}\nX-Webhook-Signature: ${signature}\n\n${BODY}`
  const desk = join(folder, 'desk')
  mkdirSync(desk, { recursive: true })
  await tally.group('verify: a file, standard input, bytes', ['file', '-', 'none'], async (which) => {
    writeFileSync(join(desk, 'request.txt'), raw)
    const args = { 'file': ['request.txt'], '-': ['-'], 'none': [] }[which]
    const { status, stderr } = await command.run(['verify', '--ignore-age', ...args], { input: raw, cwd: desk })
    same([status, stderr], [0, ''])
  })
  await tally.group('verify: a file that curl names', ['@'], async () => {
    writeFileSync(join(desk, 'body.json'), `${BODY}\n`)
    writeFileSync(
      join(desk, 'command.sh'),
      `curl http://localhost -H 'X-Webhook-Timestamp: ${TIME}' -H 'X-Webhook-Signature: ${signature}' -d @body.json`
    )
    const { status, stderr } = await command.run(['verify', '--ignore-age', 'desk/command.sh'], { cwd: folder })
    same(status, 0, stderr)
    ok(stderr.startsWith('note: --data reads a file without its line ends'), stderr)
  })
  await tally.group('verify: headers from a log, the body from a file', ['both', 'a body of its own'], async (which) => {
    writeFileSync(join(desk, 'headers.txt'), raw.slice(0, raw.indexOf('{') - (which === 'both' ? 2 : 0)) + (which === 'both' ? '\n' : '{}'))
    writeFileSync(join(desk, 'raw.json'), BODY)
    const { status, stderr } = await command.run(['verify', '--ignore-age', 'headers.txt', '--body-file', 'raw.json'], { cwd: desk })
    if (which === 'both') same([status, stderr], [0, ''])
    else ok(status === 2 && stderr.includes('has a body of its own'), stderr)
  })
}
