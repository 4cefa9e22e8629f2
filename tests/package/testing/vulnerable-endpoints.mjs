// The findings of the test kit in endpoints that were broken on purpose, each on a server of its own: exactly which attacks
// are accepted, and which crash it. The clock is given to both sides, as what Date.parse makes of a text may hang on the day.
// @run test kit, broken endpoints; on: Node 24; slow
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { root } from '../../../scripts/project.mjs'
import { EVERYTHING, namesOf, REPLAYS, RETRY } from '../../runtimes/testing/names.mjs'
import { same } from '../../suite/expect.mjs'
import { Tally } from '../../suite/tally.mjs'
import { freePort } from '../frameworks/port.mjs'
import { HOLES, NOW, SECRET, withEndpoint, withServer } from './endpoints.mjs'
import { FOUND } from './expected-findings.mjs'

/** @import { IncomingMessage } from 'node:http' */

const [, , folder = ''] = process.argv
const installed = createRequire(join(folder, 'package.json'))
const { createWebhookHandler, WebhookVerifier } = installed('webhook-verifier')
const { toNodeHandler } = installed('webhook-verifier/node')
const { assertRejectsForgeries, attackEndpoint } = installed('webhook-verifier/testing')

const now = () => NOW
const tally = new Tally()

await tally.group('our handler, on a port', ['refuses all'], async () => {
  let count = 0
  const handler = createWebhookHandler({ secrets: SECRET, onEvent: () => void count++, onRejected() {} })
  await withServer(createServer(toNodeHandler(handler)), async (url) => {
    const report = await assertRejectsForgeries(url, { secret: SECRET, countHandled: () => count })
    same([report.ok, report.target, namesOf(report.inconclusive)], [true, url, [RETRY]], 'ok, target, inconclusive')
    same(namesOf(report.refused), [...EVERYTHING, ...REPLAYS].sort(), 'refused')
  })
})

await tally.group('each endpoint has its lists', ['names'], (what) => same(Object.keys(FOUND), Object.keys(HOLES), what))
await tally.group('what is found in one that', Object.entries(HOLES), async ([name, make]) => {
  const receive = make(new WebhookVerifier({ secrets: SECRET, now }))
  await withEndpoint(receive, async (url, countHandled) => {
    const report = await attackEndpoint(url, { secret: SECRET, now, countHandled })
    const { accepted, crashed } = FOUND[/** @type {keyof typeof FOUND} */ (name)]
    same(namesOf(report.accepted), [...accepted].sort(), 'accepted')
    same(namesOf(report.crashed), [...crashed].sort(), 'crashed')
    same(
      report.controls.map(({ problem }) => problem),
      [undefined, undefined],
      'problems of the genuine ones'
    )
  })
})

/** The demo's server: an uncaught exception ends it. */
await tally.group("the guide's snippet in a plain server", ['goes down'], async () => {
  const port = await freePort()
  const env = { ...process.env, WEBHOOK_SECRET: SECRET, PORT: String(port) }
  const child = spawn(process.execPath, [join(root, 'scripts/demo/snippet-server.mjs')], { env, stdio: ['ignore', 'pipe', 'ignore'] })
  try {
    await once(child.stdout, 'data')
    const report = await attackEndpoint(`http://127.0.0.1:${port}/webhook`, { secret: SECRET })
    const [first, ...others] = EVERYTHING
    same([namesOf(report.accepted), namesOf(report.crashed)], [[], [first]], 'accepted and crashed')
    same(namesOf(report.inconclusive), [...others, ...REPLAYS, RETRY].sort(), 'inconclusive')
    same(report.inconclusive[0]?.reason, `not sent: the endpoint is down since the attack before these, ${first}`, 'reason')
    same([report.ok, report.controls[1]?.status, child.exitCode], [false, null, 1], 'ok, the last valid delivery, exit code')
  } finally {
    child.kill()
  }
})

await tally.group('a server that hangs up on a large body', ['is not blamed'], async () => {
  const handler = toNodeHandler(createWebhookHandler({ secrets: SECRET, onEvent() {}, onRejected() {} }))
  /** @param {IncomingMessage} req */
  const isLarge = (req) => Number(req.headers['content-length']) > 1_048_576
  const server = createServer((req, res) => (isLarge(req) ? req.destroy() : handler(req, res)))
  await withServer(server, async (url) => {
    const [first, large] = [EVERYTHING[0], 'key: none, and a byte more than 1 MiB']
    const skip = EVERYTHING.filter((name) => name !== large && name !== first)
    const report = await attackEndpoint(url, { secret: SECRET, skip })
    const { reason, status } = report.inconclusive.find(({ name }) => name === large) ?? {}
    same([report.ok, namesOf(report.refused), namesOf(report.crashed)], [false, [first], []], 'report')
    same([reason, status], ['it hung up on a large body, and any answer was lost with that', null], 'reason and status')
  })
})

await tally.group('a server that is not there', ['no answer'], async () => {
  const report = await attackEndpoint(`http://127.0.0.1:${await freePort()}/`, { secret: SECRET })
  same([report.ok, report.controls[0]?.problem], [false, 'got no answer: ECONNREFUSED'], 'report')
})
if (!tally.end()) process.exitCode = 1
