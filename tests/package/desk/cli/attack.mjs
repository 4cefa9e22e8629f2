// `attack`: an endpoint that holds, and one that does not.
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { ok, same } from '../../../runtimes/suite/expect.mjs'
import { SECRET } from '../command.mjs'
import { receiver } from '../receiver.mjs'

export async function addAttack(tally, command, folder) {
  const { WebhookVerifier } = createRequire(join(folder, 'package.json'))('webhook-verifier')
  const verifier = new WebhookVerifier(SECRET)
  const statusOf = (delivery) => verifier.safeVerify(delivery).error?.status ?? 200
  const ENDPOINTS = [
    ['one that holds', statusOf, 0],
    ['one that verifies only what is signed', (delivery) => (delivery.headers['x-webhook-signature'] ? statusOf(delivery) : 200), 1],
  ]
  await tally.group('attack', ENDPOINTS, async ([, answer, status]) => {
    const there = await receiver(answer)
    const [words, json] = [await command.run(['attack', there.url]), await command.run(['attack', there.url, '--json'])]
    there.close()
    same([words.status, json.status], [status, status], words.stdout)
    same(JSON.parse(json.stdout).ok, status === 0, 'ok')
    ok(words.stdout.includes(status ? 'LET IN' : '0 let in'), words.stdout)
  })
}
