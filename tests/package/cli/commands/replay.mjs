// `replay`: saved deliveries again, as they were or signed anew.
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ok, present, same } from '../../../suite/expect.mjs'
import { SECRET } from '../command.mjs'
import { receiver } from '../receiver.mjs'

/** @import { Tally } from '../../../suite/tally.mjs' */
/** @import { Command } from '../command.mjs' */
/** @import { Answer, Received } from '../receiver.mjs' */

const HOUR = 3_600_000

/**
 * @param {Tally} tally
 * @param {Command} command
 * @param {string} folder
 */
export async function addReplay(tally, command, folder) {
  const installed = createRequire(join(folder, 'package.json'))
  const { WebhookVerifier, signWebhook } = installed('webhook-verifier')
  const { packDelivery } = installed('webhook-verifier/delivery')
  const verifier = new WebhookVerifier(SECRET)
  const place = mkdtempSync(join(tmpdir(), 'replay-'))
  const saved = join(place, 'dead-letters')
  mkdirSync(saved)
  mkdirSync(join(saved, 'a folder'))
  writeFileSync(join(saved, '.hidden'), 'nothing')
  const arrived = new Date(Date.now() - HOUR)
  /** @param {string} id */
  const delivery = (id, secret = SECRET) => {
    const body = Buffer.from(`{"event":"job.completed","data":{"id":"${id}","text":"é"}}`)
    const time = arrived.toISOString()
    const headers = { 'x-webhook-event': 'job.completed', 'x-webhook-delivery-id': `dlv_${id}`, 'x-webhook-timestamp': time }
    return { headers: { ...headers, 'x-webhook-signature': signWebhook(body, time, secret) }, body, receivedAt: arrived }
  }
  /**
   * @param {string} name
   * @param {Uint8Array} bytes
   */
  const write = (name, bytes) => (writeFileSync(join(saved, name), bytes), join(saved, name))
  const first = write('1.http', packDelivery(delivery('1')))
  write('2.http', packDelivery(delivery('2')))
  const forged = write('3.http', packDelivery(delivery('3', 'another')))
  const { stdout: curl } = await command.run(['sign', '--id', 'job_4', '--timestamp', arrived.toISOString()])
  const other = join(place, 'as-curl.txt')
  writeFileSync(other, curl)
  /** @type {Answer} */
  const answer = (request) => verifier.safeVerify(request).error?.status ?? 200
  /** @param {string[]} args */
  const replay = async (args, respond = answer) => {
    const there = await receiver(respond)
    const result = await command.run(['replay', ...args.slice(0, 1), there.url, ...args.slice(1)])
    there.close()
    return { ...result, deliveries: there.deliveries }
  }
  const ids = (/** @type {Received[]} */ deliveries) => deliveries.map(({ headers }) => headers['x-webhook-delivery-id'])

  await tally.group('replay: sends what was genuine at its arrival, as it was', ['a file', 'a folder'], async (what) => {
    const { status, stdout, stderr, deliveries } = await replay([what === 'a file' ? first : saved], () => 200)
    const { headers, body } = present(deliveries[0])
    same(ids(deliveries), what === 'a file' ? ['dlv_1'] : ['dlv_1', 'dlv_2'], 'sent')
    same([status, Buffer.compare(body, delivery('1').body)], [what === 'a file' ? 0 : 1, 0], 'status and body')
    for (const [name, value] of Object.entries(delivery('1').headers)) same(headers[name], value, name)
    same([headers['x-received-at'], headers['content-type']], [undefined, 'application/json'], 'own headers')
    ok(stderr.includes('was signed 1 hour ago; an endpoint that checks the age refuses it, --resign signs it anew'), stderr)
    if (what === 'a folder')
      ok(stdout.includes('not sent: signature_mismatch at the time it arrived; --unverified sends it all the same'), stdout)
    if (what === 'a folder') ok(stdout.includes('2 of 2 accepted') && stdout.includes('1 of 3 not sent'), stdout)
  })
  await tally.group('replay: --resign signs anew what the endpoint would refuse as old', [[], ['--resign']], async (flags) => {
    const { status, deliveries } = await replay([first, ...flags])
    same([status, verifier.safeVerify(deliveries[0]).ok], flags.length ? [0, true] : [1, false])
    same([deliveries[0]?.body.toString(), ids(deliveries)], [delivery('1').body.toString(), ['dlv_1']], 'body and id')
  })
  await tally.group('replay: --unverified sends a forgery', ['forged'], async () => {
    const { status, deliveries } = await replay([forged, '--unverified'])
    same([status, ids(deliveries)], [1, ['dlv_3']])
  })
  await tally.group('replay: other pastes', ['curl'], async () => {
    const { status, deliveries } = await replay([other, '--resign'])
    same([status, JSON.parse(String(deliveries[0]?.body)).data.id], [0, 'job_4'])
  })
  await tally.group('replay: one at a time, or at a rate', [[], ['--rate', '50']], async (flags) => {
    let [now, most] = [0, 0]
    const slow = async () => {
      most = Math.max(most, ++now)
      await new Promise((resolve) => setTimeout(resolve, 300))
      now--
      return 200
    }
    const { deliveries } = await replay([saved, '--unverified', ...flags], slow)
    same([deliveries.length, most > 1], [3, flags.length > 0])
  })
  await tally.group('replay: as JSON', ['--json'], async () => {
    const { status, stdout } = await replay([saved, '--json', '--resign'])
    const { accepted, deliveries } = JSON.parse(stdout)
    same([status, accepted], [1, 2])
    same(
      deliveries.map((/** @type {{ verified: boolean, code?: string, outcome?: { status: number } }} */ { verified, code, outcome }) => [
        verified,
        code,
        outcome?.status
      ]),
      [
        [true, undefined, 200],
        [true, undefined, 200],
        [false, 'signature_mismatch', undefined]
      ]
    )
  })
  await tally.group('replay: an endpoint that is not there', ['words', '--json'], async (how) => {
    const gone = await receiver(() => 200)
    gone.close()
    const { status, stdout, stderr } = await command.run(['replay', first, gone.url, ...(how === 'words' ? [] : [how])])
    same(status, 3, stdout + stderr)
    ok(how === '--json' || stderr.includes('the endpoint cannot be reached: nothing listens on that port (ECONNREFUSED)'), stderr)
  })
  await tally.group('replay: a file that cannot be read', ['nonsense'], async () => {
    const path = join(place, 'nonsense')
    writeFileSync(path, 'nonsense')
    const { status, stderr } = await command.run(['replay', path, 'http://127.0.0.1:1/'])
    same(status, 2, stderr)
    ok(stderr.includes('line 1: found'), stderr)
  })
}
