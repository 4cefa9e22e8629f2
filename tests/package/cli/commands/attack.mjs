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
    ['one that verifies only what is signed', (delivery) => (delivery.headers['x-webhook-signature'] ? statusOf(delivery) : 200), 1]
  ]
  await tally.group('attack', ENDPOINTS, async ([, answer, status]) => {
    const there = await receiver(answer)
    const { status: ended, stdout } = await command.run(['attack', there.url, ...(status ? [] : ['--json'])])
    there.close()
    same(ended, status, stdout)
    if (status) ok(stdout.includes('ACCEPTED'), stdout)
    else same([JSON.parse(stdout).ok, JSON.parse(stdout).accepted], [true, []])
  })
  const gone = await receiver(() => 200)
  gone.close()
  await tally.group('attack: nobody there', ['words', '--json'], async (how) => {
    const { status, stdout, stderr } = await command.run(['attack', gone.url, ...(how === '--json' ? [how] : [])])
    same(status, 3, stderr)
    if (how === '--json') same(JSON.parse(stdout).ok, false, 'ok')
    else ok(stdout === '' && stderr.includes('got no answer: ECONNREFUSED'), stdout + stderr)
  })
  await tally.group('attack: a server that dies of the first', ['words'], async () => {
    const frail = await receiver(() => (frail.close(), new Promise(() => {})))
    const { status, stderr } = await command.run(['attack', frail.url])
    same(status, 3, stderr)
    ok(/got no answer: .+, then ECONNREFUSED/.test(stderr), stderr)
  })
}
