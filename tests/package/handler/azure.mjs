// A delivery to a function of Azure Functions: its own request class goes in, and its own response class takes the answer.
// @run handler in Azure Functions
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { toolFolder, versionOf } from '../../../scripts/runtimes.mjs'
import { same } from '../../suite/expect.mjs'
import { Tally } from '../../suite/tally.mjs'
import { library } from '../installed.mjs'
import { receiver } from './recording-handler.mjs'
import { parcel, SECRET } from './signed-deliveries.mjs'

const { HttpRequest, HttpResponse } = createRequire(join(toolFolder('frameworks'), 'package.json'))('@azure/functions')
const URL = 'https://app.azurewebsites.net/api/webhook'
/**
 * @param {{ headers: Record<string, string>, body: string }} parts
 */
const toRequest = ({ headers, body }, method = 'POST') => new HttpRequest({ method, url: URL, headers, body: { string: body } })

const once = parcel()
const DELIVERIES = {
  'genuine': [toRequest(once), 200, ''],
  'a copy': [toRequest(once), 200, ''],
  'forged': [toRequest(parcel({ secret: 'another' })), 401, '{"code":"unauthorized"}'],
  'too large': [toRequest(parcel({ body: 'x'.repeat(100_001) })), 413, '{"code":"body_too_large"}'],
  'no POST': [new HttpRequest({ method: 'GET', url: URL }), 405, '{"code":"method_not_allowed"}']
}

const tally = new Tally()
const { handler, handled } = receiver()
await tally.group('Azure Functions, handler', Object.entries(DELIVERIES), async ([, [request, status, text]]) => {
  const response = new HttpResponse(await handler(request, {}))
  same([response.status, await response.text()], [status, text], 'status, body')
})
await tally.group('Azure Functions', ['work done once'], (what) => same(handled.length, 1, what))
await tally.group('Azure Functions, verifyRequest', [parcel()], async (delivery) => {
  same((await new library.WebhookVerifier(SECRET).verifyRequest(toRequest(delivery))).data.text, 'é€', 'data')
})
console.log(`ran Azure Functions ${versionOf('frameworks', '@azure/functions')}: a delivery to a function`)
if (!tally.end()) process.exitCode = 1
