// `send`: what arrives is signed, retried when it is worth it, and summed up.
import { once } from 'node:events'
import { mkdtempSync, readdirSync } from 'node:fs'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ok, present, same } from '../../../suite/expect.mjs'
import { SECRET } from '../command.mjs'
import { receiver } from '../receiver.mjs'

/** @import { Tally } from '../../../suite/tally.mjs' */
/** @import { Command } from '../command.mjs' */
/** @import { ServerResponse } from 'node:http' */
/** @import { Answer, Received } from '../receiver.mjs' */

const PIECE = 'a'.repeat(65_536)
const MOST_SENT = 256 * 1024 * 1024

/**
 * A server with answers of its own: `{ url, close }`.
 * @param {(response: ServerResponse) => unknown} answer
 */
async function answering(answer) {
  const server = createServer((request, response) => void request.resume().on('end', () => answer(response)))
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const url = `http://127.0.0.1:${/** @type {import('node:net').AddressInfo} */ (server.address()).port}/webhook`
  return { url, close: () => (server.closeAllConnections(), server.close()) }
}

/**
 * @param {Tally} tally
 * @param {Command} command
 * @param {string} folder
 */
export async function addSend(tally, command, folder) {
  const { WebhookVerifier } = createRequire(join(folder, 'package.json'))('webhook-verifier')
  const verifier = new WebhookVerifier(SECRET)
  /** @param {Received} delivery */
  const genuine = (delivery) => (verifier.safeVerify(delivery).ok ? 200 : 401)
  /** @type {[name: string, answer: Answer, args: string[], status: number, count: number][]} */
  const CASES = [
    ['one', genuine, [], 0, 1],
    ['three', genuine, ['--times', '3'], 0, 3],
    ['the same twice', genuine, ['--times', '2', '--same'], 0, 2],
    ['busy at first', (delivery, count) => (count === 1 ? 503 : genuine(delivery)), ['--retry', '2'], 0, 2],
    ['busy, and no retry', () => 503, [], 1, 1],
    ['refused, which no retry changes', () => 401, ['--retry', '3'], 1, 1],
    ['sent elsewhere, which is not followed', () => 307, [], 1, 1],
    ['a failed job', genuine, ['--event', 'job.failed', '--code', 'insufficient_credits'], 0, 1]
  ]
  await tally.group('send', CASES, async ([name, answer, args, status, count]) => {
    const there = await receiver(answer)
    try {
      const result = await command.run(['send', there.url, ...args])
      same([result.status, there.deliveries.length], [status, count], result.stdout)
      const ids = new Set(there.deliveries.map(({ headers }) => headers['x-webhook-delivery-id']))
      same(ids.size, args.includes('--same') || args.includes('--retry') ? 1 : count, 'delivery ids')
      if (args.includes('--code')) same(JSON.parse(String(there.deliveries[0]?.body)).data.error.code, 'insufficient_credits')
    } finally {
      there.close()
    }
  })
  /** @type {[part: string, code: string][]} */
  const TAMPERED = [
    ['body', 'signature_mismatch'],
    ['signature', 'signature_mismatch'],
    ['timestamp', 'signature_mismatch'],
    ['event', 'event_mismatch']
  ]
  await tally.group('send: --tamper changes one part after signing', TAMPERED, async ([part, code]) => {
    const there = await receiver(genuine)
    const { status } = await command.run(['send', there.url, '--tamper', part])
    there.close()
    same([status, verifier.safeVerify(there.deliveries[0]).error?.code], [1, code])
  })
  await tally.group('send: --timestamp is signed as given', ['2001-02-03T04:05:06Z'], async (timestamp) => {
    const there = await receiver(genuine)
    await command.run(['send', there.url, '--timestamp', timestamp])
    there.close()
    const delivery = present(there.deliveries[0])
    same([delivery.headers['x-webhook-timestamp'], verifier.safeVerify(delivery).error?.code], [timestamp, 'timestamp_too_old'])
  })
  /** @type {[location: string, says: (url: string) => string][]} */
  const REDIRECTS = [
    ['/other?token=secret', (url) => `, a redirect to ${new URL('/other', url)}, not followed`],
    ['https://user:password@example.com/a', () => ', a redirect to https://example.com/a, not followed'],
    ['data:text/plain,secret', () => ', a redirect to data:, not followed'],
    ['http://[', () => '→ 307 in']
  ]
  await tally.group('send: names the target of a redirect, without its login and query', REDIRECTS, async ([location, says]) => {
    const there = await answering((response) => response.writeHead(307, { location }).end())
    const { status, stdout } = await command.run(['send', there.url])
    there.close()
    same(status, 1)
    ok(stdout.includes(says(there.url)), stdout)
    ok(!/secret|password/.test(stdout), stdout)
  })
  await tally.group('send: reads a bounded part of an answer without end', ['words', '--json'], async (how) => {
    let sent = 0
    const there = await answering((response) => {
      response.writeHead(200)
      const write = () => {
        // A client that reads on gets at most this much, so that the test ends.
        while (sent < MOST_SENT) {
          sent += PIECE.length
          if (!response.write(PIECE)) return response.once('drain', write)
        }
        response.end()
      }
      write()
    })
    const { status, stdout } = await command.run(['send', there.url, ...(how === '--json' ? [how] : [])])
    there.close()
    same(status, 0, stdout)
    same(/a+$/.exec(how === '--json' ? JSON.parse(stdout).deliveries[0].says : stdout.trim())?.[0].length, 200, 'shown characters')
    ok(sent < MOST_SENT, `it read ${sent} bytes`)
  })
  await tally.group('send: progress and JSON', ['words', '--json'], async (how) => {
    const there = await receiver(genuine)
    const { stdout } = await command.run(['send', there.url, '--times', '2', ...(how === '--json' ? [how] : [])])
    there.close()
    if (how === '--json')
      same(
        JSON.parse(stdout).deliveries.map((/** @type {{ status: number, accepted: boolean }} */ { status, accepted }) => [
          status,
          accepted
        ]),
        [
          [200, true],
          [200, true]
        ]
      )
    else {
      const [first = Number.NaN, second = Number.NaN, median] = [...stdout.matchAll(/(\d+) ms(?=:|, 95)/g)].map(([, millis]) =>
        Number(millis)
      )
      same(median, Math.round((first + second) / 2), 'the median of two is their mean')
      ok(
        /^✓ 1\/2 job\.completed → 200 in \d+ ms: answered\n✓ 2\/2 .+\n2 of 2 accepted\n {2}statuses: 200 × 2\n {2}times: median \d+ ms, .+\n$/.test(
          stdout
        ),
        stdout
      )
    }
  })
  await tally.group('whatever send prints, verify reads', ['--json', '--save', '--save, twice'], async (how) => {
    const there = await receiver(genuine)
    const place = join(mkdtempSync(join(tmpdir(), 'sent-')), 'sent')
    const args = how === '--json' ? [how] : ['--save', place, ...(how === '--save' ? [] : ['--times', '2'])]
    const { stdout } = await command.run(['send', there.url, ...args])
    there.close()
    /**
     * @param {string[]} words
     * @param {object} [options]
     */
    const verify = async (words, options) => JSON.parse((await command.run(['verify', '--json', ...words], options)).stdout)
    const sent = there.deliveries.map(({ headers }) => headers['x-webhook-delivery-id'])
    if (how === '--json') return same((await verify([], { input: stdout })).event.unsigned.deliveryId, sent[0], stdout)
    const files = [...stdout.matchAll(/^ {2}saved as (.+)$/gm)].map(([, path = '']) => path)
    const ids = []
    for (const file of files) ids.push((await verify([file])).event.unsigned.deliveryId)
    same([ids, readdirSync(place).length], [sent, how === '--save' ? 1 : 2], stdout)
  })
  await tally.group('send: the same delivery is saved once', ['--same'], async (how) => {
    const there = await receiver(genuine)
    const place = mkdtempSync(join(tmpdir(), 'sent-'))
    const { stdout } = await command.run(['send', there.url, '--times', '3', how, '--save', place, '--json'])
    there.close()
    const { deliveries } = JSON.parse(stdout)
    same(
      deliveries.map((/** @type {{ saved?: string, body?: string }} */ { saved, body }) => [typeof saved, typeof body]),
      [
        ['string', 'string'],
        ['undefined', 'undefined'],
        ['undefined', 'undefined']
      ]
    )
    same(readdirSync(place).length, 1, 'files')
  })
  const gone = await receiver(() => 200)
  gone.close()
  /** @type {[url: string, says: string][]} */
  const ABSENT = [
    [gone.url, 'the endpoint cannot be reached: nothing listens on that port (ECONNREFUSED)'],
    ['http://127.0.0.1:1/', 'the endpoint gave no answer: fetch refuses that port']
  ]
  await tally.group('send: an endpoint that is not there', ABSENT, async ([url, says]) => {
    const { status, stdout, stderr } = await command.run(['send', url])
    same(status, 3, stderr)
    ok(stderr.includes(says), stdout + stderr)
    const json = await command.run(['send', url, '--json'])
    same([json.status, JSON.parse(json.stdout).accepted, json.stderr], [3, 0, ''], 'JSON')
  })
}
