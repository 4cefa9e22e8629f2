// A body of 1 MiB: what is frequent is found, and what is not there is given up; both times are printed.
// @run diagnosis of 1 MiB
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { headersOf, SECRET, NOW } from '../../fixtures/diagnose/sender.mjs'
import { same } from '../../suite/expect.mjs'
import { Tally } from '../../suite/tally.mjs'

const { diagnoseWebhook } = createRequire(join(process.argv[2] ?? '', 'package.json'))('webhook-verifier/diagnose')
const MIB = 1048576

const item = { id: 'job_1', status: 'completed', output_url: 'https://cdn.example/<é>.webm', bg_color: [1, 2.5, {}] }
const printed = JSON.stringify({ event: 'job.completed', data: Array(8000).fill(item) })
const body = printed + ' '.repeat(MIB - Buffer.byteLength(printed))

const CASES = {
  'printed again, from indented': [headersOf(JSON.stringify(JSON.parse(printed), null, 2)), `${SECRET}`, 'proved body_reserialized'],
  'a secret with a newline': [headersOf(body), `${SECRET}\n`, 'proved secret_whitespace'],
  'more than is hashed': [headersOf(body), 'other', 'likely body_too_large', body.repeat(5)],
  'quite another secret': [headersOf(body), 'other', 'none unexplained']
}

const tally = new Tally()
await tally.group('1 MiB', Object.entries(CASES), ([name, [headers, secrets, expected, more = body]]) => {
  const start = performance.now()
  const { findings } = diagnoseWebhook({ headers, body: more, secrets, now: new Date(NOW) })
  console.log(`time of 1 MiB, ${name}: ${(performance.now() - start).toFixed(0)} ms`)
  same(
    findings.map(({ code, certainty }) => `${certainty} ${code}`),
    [expected],
    'findings'
  )
})
if (!tally.end()) process.exitCode = 1
