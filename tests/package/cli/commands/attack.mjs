// `attack`: an endpoint that holds, and one that does not.
import { once } from 'node:events'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { ok, same } from '../../../suite/expect.mjs'
import { COPIES, REPLAYS } from '../../../runtimes/testing/names.mjs'
import { SECRET } from '../command.mjs'
import { receiver } from '../receiver.mjs'

/** @import { Tally } from '../../../suite/tally.mjs' */
/** @import { TestedEvent, TestedVerifier } from '../../../suite/cases.d.ts' */
/** @import { WebhookVerifier } from 'webhook-verifier' */
/** @import { Command } from '../command.mjs' */
/** @import { Finding } from 'webhook-verifier/testing' */
/** @import { Answer, Received } from '../receiver.mjs' */

/**
 * A URL that answers `text()` with `status`: `{ url, close }`.
 * @param {() => string} text
 */
async function counter(text, status = 200) {
  const server = createServer((_, response) => response.writeHead(status).end(text()))
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const url = `http://127.0.0.1:${/** @type {import('node:net').AddressInfo} */ (server.address()).port}/handled`
  return { url, close: () => (server.closeAllConnections(), server.close()) }
}

/**
 * An endpoint that handles what verifies, once for each key, and its number of handled deliveries.
 * @param {TestedVerifier & WebhookVerifier} verifier
 * @param {(event: TestedEvent, count: number) => unknown} keyOf
 */
async function counting(verifier, keyOf) {
  const handled = new Set()
  const there = await receiver((delivery, count) => {
    const { event, error } = verifier.safeVerify(delivery)
    if (event) handled.add(keyOf(event, count))
    return error?.status ?? 200
  })
  return { there, count: () => handled.size }
}

/**
 * @param {Tally} tally
 * @param {Command} command
 * @param {string} folder
 */
export async function addAttack(tally, command, folder) {
  const { WebhookVerifier } = createRequire(join(folder, 'package.json'))('webhook-verifier')
  const verifier = new WebhookVerifier(SECRET)
  /** @param {Received} delivery */
  const statusOf = (delivery) => verifier.safeVerify(delivery).error?.status ?? 200
  /** @type {[name: string, answer: Answer, status: number][]} */
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
    /** @type {Awaited<ReturnType<typeof receiver>>} */
    const frail = await receiver(() => (frail.close(), new Promise(() => {})))
    const { status, stderr } = await command.run(['attack', frail.url])
    same(status, 3, stderr)
    ok(/got no answer: .+, then ECONNREFUSED/.test(stderr), stderr)
  })
  /** @type {[name: string, keyOf: (event: TestedEvent, count: number) => unknown, print: (count: number) => string, status: number][]} */
  const COUNTED = [
    ['handles copies once, and answers a number', ({ replayKey }) => replayKey, (count) => `${count}\n`, 0],
    ['handles copies once, and answers JSON', ({ replayKey }) => replayKey, (count) => JSON.stringify({ count }), 0],
    ['handles copies again', (_, number) => number, String, 1]
  ]
  await tally.group('attack --handled-count-url: replays are sent to an endpoint that', COUNTED, async ([, keyOf, print, status]) => {
    const { there, count } = await counting(verifier, keyOf)
    const counts = await counter(() => print(count()))
    const result = await command.run(['attack', there.url, '--json', '--handled-count-url', counts.url])
    counts.close()
    there.close()
    same(result.status, status, result.stdout + result.stderr)
    const { accepted, inconclusive } = JSON.parse(result.stdout)
    /** @param {Finding[]} findings */
    const namesOf = (findings) => findings.map(({ name }) => name).filter((name) => REPLAYS.includes(name))
    same([namesOf(accepted), namesOf(inconclusive)], [status ? COPIES : [], []], 'accepted and inconclusive')
  })
  /** @type {[name: string, text: () => string, status: number, message: string][]} */
  const UNCOUNTABLE = [
    ['a word', () => 'three', 200, 'answered no number'],
    ['a fraction', () => '1.5', 200, 'answered no number'],
    ['a negative number', () => '{"count":-1}', 200, 'answered no number'],
    ['another member', () => '{"handled":1}', 200, 'answered no number'],
    ['null', () => 'null', 200, 'answered no number'],
    ['more than 4 KiB', () => `${' '.repeat(4096)}1`, 200, 'answered no number'],
    ['an error', () => '1', 500, 'answered 500']
  ]
  await tally.group('attack --handled-count-url: refuses', UNCOUNTABLE, async ([, text, status, message]) => {
    const there = await receiver(statusOf)
    const counts = await counter(text, status)
    const result = await command.run(['attack', there.url, '--handled-count-url', counts.url])
    counts.close()
    there.close()
    same([result.status, result.stdout, there.deliveries.length], [2, '', 0], 'status, output and deliveries')
    ok(result.stderr.includes(`--handled-count-url ${message}`), result.stderr)
  })
  await tally.group('attack --handled-count-url: refuses', ['a URL without a server', 'a text'], async (name) => {
    const [url = '', message = ''] = name === 'a text' ? ['there', '--handled-count-url'] : [gone.url, '--handled-count-url gave no answer']
    const there = await receiver(statusOf)
    const result = await command.run(['attack', there.url, '--handled-count-url', url])
    there.close()
    same([result.status, there.deliveries.length], [2, 0], result.stderr)
    ok(result.stderr.includes(message), result.stderr)
  })
}
