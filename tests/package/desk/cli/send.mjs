// `send`: what arrives is signed, retried when it is worth it, and summed up.
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { ok, same } from '../../../runtimes/suite/expect.mjs'
import { SECRET } from '../command.mjs'
import { receiver } from '../receiver.mjs'

export async function addSend(tally, command, folder) {
  const { WebhookVerifier } = createRequire(join(folder, 'package.json'))('webhook-verifier')
  const verifier = new WebhookVerifier(SECRET)
  const genuine = (delivery) => (verifier.safeVerify(delivery).ok ? 200 : 401)
  const CASES = [
    ['one', genuine, [], 0, 1],
    ['three', genuine, ['--times', '3'], 0, 3],
    ['the same twice', genuine, ['--times', '2', '--same'], 0, 2],
    ['busy at first', (delivery, count) => (count === 1 ? 503 : genuine(delivery)), ['--retry', '2'], 0, 2],
    ['busy, and no retry', () => 503, [], 1, 1],
    ['refused, which no retry mends', () => 401, ['--retry', '3'], 1, 1],
    ['sent elsewhere, which is not followed', () => 307, [], 1, 1],
    ['a failed job', genuine, ['--event', 'job.failed', '--code', 'insufficient_credits'], 0, 1],
  ]
  await tally.group('send', CASES, async ([name, answer, args, status, count]) => {
    const there = await receiver(answer)
    try {
      const result = await command.run(['send', there.url, ...args])
      same([result.status, there.deliveries.length], [status, count], result.stdout)
      const ids = new Set(there.deliveries.map(({ headers }) => headers['x-webhook-delivery-id']))
      same(ids.size, args.includes('--same') || args.includes('--retry') ? 1 : count, 'delivery ids')
      if (args.includes('--code')) same(JSON.parse(there.deliveries[0].body).data.error.code, 'insufficient_credits')
    } finally {
      there.close()
    }
  })
  await tally.group('send: progress and JSON', ['words', '--json'], async (how) => {
    const there = await receiver(genuine)
    const { stdout } = await command.run(['send', there.url, '--times', '2', ...(how === '--json' ? [how] : [])])
    there.close()
    if (how === '--json')
      same(
        JSON.parse(stdout).deliveries.map(({ status, accepted }) => [status, accepted]),
        [
          [200, true],
          [200, true],
        ]
      )
    else ok(/^✓ 1\/2 job\.completed → 200 in \d+ ms: answered\n✓ 2\/2 .+\n2 of 2 accepted\n$/.test(stdout), stdout)
  })
  await tally.group('send: nobody there', ['port 1'], async () => {
    const { status, stdout, stderr } = await command.run(['send', 'http://127.0.0.1:1/'])
    same(status, 3, stderr)
    ok(stderr.includes('nobody answers there'), stdout + stderr)
  })
}
