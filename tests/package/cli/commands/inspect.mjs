// `inspect`: one page, under its policy, and nothing else.
import { once } from 'node:events'
import { request } from 'node:http'
import { ok, same } from '../../../suite/expect.mjs'

/** @import { Tally } from '../../../suite/tally.mjs' */
/** @import { Command } from '../command.mjs' */

/**
 * @param {Tally} tally
 * @param {Command} command
 */
export async function addInspect(tally, command) {
  await tally.group('inspect', ['page'], async () => {
    const running = command.start(['inspect'])
    const [url] = await running.says(/http:\/\/127\.0\.0\.1:\d+\//)
    const page = await fetch(url)
    const policy = page.headers.get('content-security-policy') ?? ''
    const others = await Promise.all([fetch(`${url}index.html`), fetch(url, { method: 'POST' })])
    const { status } = await running.end('SIGINT')
    same([page.status, others.map((other) => other.status), status], [200, [404, 404], 0])
    ok(
      /^default-src 'none'; script-src 'sha256-\S+' 'wasm-unsafe-eval'; style-src 'sha256-\S+'; .*connect-src 'none'.*frame-ancestors 'none'$/.test(
        policy
      ),
      policy
    )
    ok((await page.text()).includes('<title>Webhook inspector</title>'), 'another page')
  })
  await tally.group('inspect: a foreign host (DNS rebinding)', ['hosts'], async () => {
    const running = command.start(['inspect'])
    const [url] = await running.says(/http:\/\/127\.0\.0\.1:\d+\//)
    const { port } = new URL(url)
    const hosts = [
      `127.0.0.1:${port}`,
      `localhost:${port}`,
      `LOCALHOST:${port}`,
      'localhost',
      `evil.example:${port}`,
      `127.0.0.1:1`,
      `127.0.0.1.evil.example:${port}`
    ]
    const statuses = await Promise.all(hosts.map((host) => statusOf(port, host)))
    await running.end('SIGINT')
    same(statuses, [200, 200, 200, 421, 421, 421, 421], 'statuses')
  })
}

/**
 * By node:http, as fetch sets Host by itself.
 * @param {string} port
 * @param {string} host
 */
async function statusOf(port, host) {
  const [response] = await once(request({ port, hostname: '127.0.0.1', headers: { host } }).end(), 'response')
  response.resume()
  return response.statusCode
}
