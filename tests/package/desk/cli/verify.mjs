// `verify`: verdicts, by a paste and by flags, in words and in JSON.
import { mkdirSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { ok, same } from '../../../runtimes/suite/expect.mjs'
import { captures } from '../captures.mjs'
import { SECRET } from '../command.mjs'

const TIME = '2026-01-01T00:00:00Z'
const BODY = '{"event":"job.completed","data":{"id":"job_1"}}'

/** A fault of each code, and a few more. */
const faults = captures.filter(({ fault, files, entry }) => fault && !files && entry === undefined).filter((_, at) => at % 5 === 0)

export async function addVerify(tally, command, folder) {
  const { signWebhook } = createRequire(join(folder, 'package.json'))('webhook-verifier')
  const signature = signWebhook(BODY, TIME, SECRET)
  const flags = (more) => ['verify', '--timestamp', TIME, '--signature', signature, '--body', BODY, ...more]
  const raw = `POST /webhook HTTP/1.1\nX-Webhook-Timestamp: ${TIME}\nX-Webhook-Signature: ${signature}\n\n${BODY}`
  const desk = join(folder, 'desk')
  mkdirSync(desk, { recursive: true })

  const VERDICTS = [
    ['in time', flags(['--now', '2026-01-01T00:05:00Z']), 0, 'genuine: job.completed of job_1'],
    ['any age', flags(['--ignore-age']), 0, 'genuine'],
    ['late', flags([]), 1, 'refused: timestamp_too_old'],
    ['a longer tolerance', flags(['--now', '2026-01-01T00:06:00Z', '--tolerance', '360']), 0, 'genuine'],
    ['ahead', flags(['--now', '2025-12-31T23:58:59Z']), 1, 'refused: timestamp_in_future'],
    ['another body', flags(['--body', '{}']), 1, 'refused: signature_mismatch'],
    ['no headers', ['verify', '--body', BODY], 1, 'refused: missing_header'],
  ]
  await tally.group('verify: verdicts', VERDICTS, async ([, args, status, says]) => {
    const result = await command.run(args)
    same(result.status, status, result.stderr)
    ok(result.stdout.includes(says) && result.stderr === '', `it says ${result.stdout}${result.stderr}`)
  })
  await tally.group('verify: as JSON', ['genuine', 'refused'], async (which) => {
    const { stdout } = await command.run([...flags(which === 'genuine' ? ['--ignore-age'] : []), '--json'])
    const { verified, event, error, checks } = JSON.parse(stdout)
    same([verified, event?.name, error?.code, checks.hmac, checks.age], which === 'genuine' ? [true, 'job.completed', undefined, 'passed', 'passed'] : [false, undefined, 'timestamp_too_old', 'passed', 'failed'])
  })
  await tally.group('verify: a file, standard input, bytes', ['file', '-', 'none'], async (which) => {
    writeFileSync(join(desk, 'request.txt'), raw)
    const args = { 'file': ['request.txt'], '-': ['-'], 'none': [] }[which]
    const { status, stderr } = await command.run(['verify', '--ignore-age', ...args], { input: raw, cwd: desk })
    same([status, stderr], [0, ''])
  })
  await tally.group('verify: a file that curl names', ['@'], async () => {
    writeFileSync(join(desk, 'body.json'), `${BODY}\n`)
    writeFileSync(join(desk, 'command.sh'), `curl http://localhost -H 'X-Webhook-Timestamp: ${TIME}' -H 'X-Webhook-Signature: ${signature}' -d @body.json`)
    const { status, stderr } = await command.run(['verify', '--ignore-age', 'desk/command.sh'], { cwd: folder })
    same(status, 0, stderr)
    ok(stderr.startsWith('note: --data reads a file without its line ends'), stderr)
  })
  await tally.group('verify: pastes that cannot be read', faults, async ({ text, fault: { code, line, found } }) => {
    const [words, json] = await Promise.all([[], ['--json']].map((args) => command.run(['verify', ...args], { input: text })))
    same([words.status, json.status, words.stdout], [2, 2, ''])
    if (code === 'file_needed') return ok(words.stderr.includes('which is not here'), words.stderr)
    ok(words.stderr.includes(`the paste, line ${line}: found ${found}`), words.stderr)
    same([JSON.parse(json.stdout).error.code, JSON.parse(json.stdout).error.line], [code, line])
  })
  await tally.group('verify: a choice of HAR entries', ['--entry'], async () => {
    const { text } = captures.find(({ choices }) => choices)
    const { stderr } = await command.run(['verify'], { input: text })
    ok(stderr.includes('--entry 0: ') && stderr.includes('--entry 2: '), stderr)
    same((await command.run(['verify', '--entry', '2'], { input: text })).status, 1)
  })
  await tally.group('verify: a terminal gets no control characters', ['ESC'], async () => {
    const body = '{"event":"job.\\u001b[2J\\u202e","data":{"id":"\\u0007"}}'
    const { stdout } = await command.run(['verify', '--timestamp', TIME, '--signature', signWebhook(body, TIME, SECRET), '--body', body, '--ignore-age'])
    ok(stdout.includes('job.\\u001b[2J\\u202e') && !/[\u001b\u0007\u202e]/.test(stdout), stdout)
  })
}
