// `listen`: each delivery verified, explained and passed on; and its end.
import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { createServer, request } from 'node:http'
import { ok, same } from '../../../runtimes/suite/expect.mjs'
import { SECRET } from '../command.mjs'
import { receiver } from '../receiver.mjs'

async function listening(command, args) {
  const running = command.start(['listen', '--port', '0', ...args], { env: { WEBHOOK_SECRET: SECRET } })
  const [url] = await running.says(/http:\/\/127\.0\.0\.1:\d+/)
  return { running, url, send: (more = [], env) => command.run(['send', url, ...more], { env: env ?? { WEBHOOK_SECRET: SECRET } }) }
}

const BODY = '{"event":"job.completed","data":{"id":"job_1"}}'

function signedHeaders() {
  const time = new Date().toISOString()
  const digest = createHmac('sha256', SECRET).update(`${time}.${BODY}`).digest('hex')
  return { 'x-webhook-timestamp': time, 'x-webhook-signature': `sha256=${digest}` }
}

/** By node:http, as fetch makes another of such a path. */
async function posted(url, path, headers) {
  const { hostname, port } = new URL(url)
  const sent = request({ hostname, port, path, method: 'POST', headers }).end(BODY)
  const [response] = await once(sent, 'response')
  response.resume()
  return response.statusCode
}

/** C1, zero-width, bidi and tag characters. */
const INVISIBLE = 'job\u009b\u200b\u202e\ufeff\u{e0041}_1'

/** Answers 200, and writes until its client goes away. */
async function endless() {
  const server = createServer((request, response) => {
    const piece = Buffer.alloc(65_536, 'x')
    const write = () => {
      while (!response.destroyed && response.write(piece));
    }
    response.on('drain', write)
    write()
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const close = () => (server.closeAllConnections?.(), server.close())
  return { url: `http://127.0.0.1:${server.address().port}/`, close }
}

export async function addListen(tally, command) {
  await tally.group('listen: says what came', ['words'], async () => {
    const { running, url, send } = await listening(command, [])
    same((await send(['--id', 'job_9'])).status, 0, 'a genuine one')
    same((await send([], { WEBHOOK_SECRET: `${SECRET}\n` })).status, 1, 'a forged one')
    same((await fetch(url)).status, 405, 'a GET')
    const { status, stdout } = await running.end('SIGINT')
    same(status, 0, 'status')
    const [good, forged, ...others] = stdout.split(/^(?=[✓✗])/m)
    ok(/^✓ genuine: job\.completed of job_9\n {2}signed \d+ seconds? ago, /.test(good), stdout)
    ok(/^✗ refused: signature_mismatch \(401\)\n.+\n {2}proved secret_/.test(forged) && !forged.includes('diagnoseWebhook'), stdout)
    same([others.length, others[0].split('\n')[0]], [1, '✗ refused: method_not_allowed (405)'])
  })
  await tally.group('listen: forwards what is genuine', ['--forward'], async () => {
    const app = await receiver(() => 202)
    const { running, send } = await listening(command, ['--forward', app.url, '--json'])
    const [good, bad] = [await send(), await send([], { WEBHOOK_SECRET: 'another' })]
    const { stdout } = await running.end('SIGTERM')
    app.close()
    same([good.status, bad.status, app.deliveries.length, app.deliveries[0].path], [0, 1, 1, '/webhook'])
    ok(good.stdout.includes('202') && app.deliveries[0].headers['x-webhook-signature'].startsWith('sha256='), good.stdout)
    const lines = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    same(
      lines.map(({ verified, error, forwarded }) => [verified, error?.code, forwarded?.status]),
      [
        [true, undefined, 202],
        [false, 'signature_mismatch', undefined]
      ]
    )
  })
  await tally.group('listen: a body that is too large', ['is not called cut off'], async () => {
    const { running, url } = await listening(command, ['--json'])
    same((await fetch(url, { method: 'POST', headers: signedHeaders(), body: ' '.repeat(1_200_000) })).status, 413, 'status')
    const { findings } = JSON.parse((await running.end('SIGINT')).stdout)
    same(
      findings.map(({ code }) => code),
      ['body_too_large'],
      'findings'
    )
  })
  await tally.group('listen: a target that is not there', ['--forward'], async () => {
    const { running, send } = await listening(command, ['--forward', 'http://127.0.0.1:1/'])
    ok((await send()).stdout.includes('502'), 'not 502')
    ok((await running.end('SIGINT')).stdout.includes('not forwarded: '), 'it does not say so')
  })
  await tally.group('listen: a path that is no URL, and headers of the connection', ['//'], async () => {
    const app = await receiver(() => 202)
    const { running, url } = await listening(command, ['--forward', `${app.url}?key=1`])
    const headers = { connection: 'close, X-Hop', 'x-hop': '1', 'x-kept': '1', ...signedHeaders() }
    const status = await posted(url, '//?id=2', headers)
    await running.end('SIGINT')
    app.close()
    const [{ path, headers: got }] = app.deliveries
    same([status, path.split('?')[1], got['x-hop'], got['x-kept']], [202, 'key=1&id=2', undefined, '1'])
  })
  await tally.group('listen: credentials of the sender', [[], ['--forward-credentials']], async (flags) => {
    const app = await receiver(() => 200)
    const { running, url } = await listening(command, ['--forward', app.url, ...flags])
    const secrets = { 'authorization': 'Bearer a', 'cookie': 'b=c', 'proxy-authorization': 'Basic d' }
    await posted(url, '/', { ...secrets, ...signedHeaders() })
    await running.end('SIGINT')
    app.close()
    const [{ headers }] = app.deliveries
    same(
      Object.keys(secrets).filter((name) => name in headers),
      flags.length ? Object.keys(secrets) : [],
      'forwarded credentials'
    )
  })
  await tally.group('listen: an answer without end', ['is cut after 1 MiB'], async () => {
    const app = await endless()
    const { running, url } = await listening(command, ['--forward', app.url])
    const answer = await fetch(url, { method: 'POST', headers: signedHeaders(), body: BODY })
    const length = (await answer.arrayBuffer()).byteLength
    const { stdout } = await running.end('SIGINT')
    await app.close()
    same([answer.status, length], [200, 1_048_576], 'status and length')
    ok(stdout.includes('its answer was cut after 1 MiB'), stdout)
  })
  await tally.group('listen: no invisible character reaches the terminal', [[], ['--json']], async (flags) => {
    const { running, send } = await listening(command, flags)
    same((await send(['--id', INVISIBLE])).status, 0, 'status')
    const { stdout } = await running.end('SIGINT')
    same(/[\u009b\u200b\u202e\ufeff\u{e0000}-\u{e007f}]/u.test(stdout), false, JSON.stringify(stdout))
    ok(stdout.includes('\\u200b') && stdout.includes('\\udb40\\udc41'), stdout)
  })
  await tally.group('listen: one diagnosis in a second', ['a flood'], async () => {
    const { running, url } = await listening(command, [])
    for (let count = 0; count < 3; count++) await fetch(url, { method: 'POST', body: '{}' })
    const { stdout } = await running.end('SIGINT')
    ok(stdout.includes('not diagnosed: one in a second is'), stdout)
    same(stdout.split('refused: missing_header').length, 4, stdout)
  })
  await tally.group('listen: a port that is taken', ['--port'], async () => {
    const { running, url } = await listening(command, [])
    const { status, stderr } = await command.run(['listen', '--port', new URL(url).port])
    await running.end('SIGINT')
    same(status, 2, stderr)
  })
}
