// The example of many tenants: each has its secrets, its jobs and its rotation.
// @run example: multi-tenant; args: multi-tenant
import { same } from '../suite/expect.mjs'
import { Tally } from '../suite/tally.mjs'
import { copyOf, start } from './example.mjs'
import { addReceiver } from './receiver.mjs'
import { delivery, outputOf, post } from './sender.mjs'

const [, , folder = '', name = ''] = process.argv
const tally = new Tally()
const server = await start(copyOf(folder, name), { env: { PORT: '0' } })
try {
  await addReceiver(tally, name, server)
  /** @param {string} secret */
  const rotate = (secret) => fetch(`${server.address}/secrets/second`, { method: 'PUT', body: secret })
  /**
   * To the second tenant, about a job that the first has too.
   * @param {string} id
   * @param {string} secret
   */
  const statusOf = async (id, secret) => {
    const { timestamp, signature, body } = delivery({ id, secret })
    const headers = { 'x-webhook-timestamp': timestamp, 'x-webhook-signature': signature }
    return (await fetch(`${server.address}/webhook/second`, { method: 'POST', headers, body })).status
  }
  await tally.group('an unknown tenant is answered like a wrong secret', ['nobody', '%66irst', '__proto__'], async (tenant) => {
    /** @param {string} path */
    const answerOf = async (path) => {
      const { timestamp, signature, body } = delivery({ secret: 'guessed' })
      const headers = { 'x-webhook-timestamp': timestamp, 'x-webhook-signature': signature }
      const response = await fetch(`${server.address}/webhook/${path}`, { method: 'POST', headers, body })
      const { date, ...others } = Object.fromEntries(response.headers)
      return [response.status, await response.text(), others]
    }
    const [status] = await answerOf(tenant)
    same(status, 401, 'status')
    same(await answerOf(tenant), await answerOf('first'), 'answer')
  })
  await tally.group('a second tenant', ['secrets, jobs, rotation'], async () => {
    same((await rotate('whsec_one')).status, 204, 'first secret')
    same([await statusOf('job_tenant', 'whsec_one'), await statusOf('job_tenant', 'whsec_9f1c2d')], [200, 401], 'its own secret alone')
    same((await post(server.address, delivery({ id: 'job_tenant' }))).status, 200, 'the same job of the first tenant')
    await rotate('whsec_two')
    same([await statusOf('job_two', 'whsec_two'), await statusOf('job_one', 'whsec_one')], [200, 200], 'both during a rotation')
    await rotate('whsec_three')
    same([await statusOf('job_three', 'whsec_three'), await statusOf('job_late', 'whsec_one')], [200, 401], 'the oldest is gone')
    const handled = server.output().split(outputOf('job_tenant')).length - 1
    same(handled, 2, 'times that the job of both was handled')
  })
} finally {
  await server.stop()
}
if (!tally.end()) process.exitCode = 1
