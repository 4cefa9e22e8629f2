// `listen`: each delivery verified, explained and passed on; and its end.
import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { Agent, createServer, request } from 'node:http'
import { join } from 'node:path'
import { ok, present, same } from '../../../suite/expect.mjs'
import { SECRET } from '../command.mjs'
import { receiver } from '../receiver.mjs'

/** @import { Tally } from '../../../suite/tally.mjs' */
/** @import { Command } from '../command.mjs' */

/**
 * @param {Command} command
 * @param {string[]} args
 */
async function listening(command, args) {
  const running = command.start(['listen', '--port', '0', ...args], { env: { WEBHOOK_SECRET: SECRET } })
  const [url] = await running.says(/http:\/\/127\.0\.0\.1:\d+/)
  return {
    running,
    url,
    send: (/** @type {string[]} */ more = [], /** @type {NodeJS.ProcessEnv | undefined} */ env = undefined) =>
      command.run(['send', url, ...more], { env: env ?? { WEBHOOK_SECRET: SECRET } })
  }
}

const BODY = '{"event":"job.completed","data":{"id":"job_1"}}'

function signedHeaders() {
  const time = new Date().toISOString()
  const digest = createHmac('sha256', SECRET).update(`${time}.${BODY}`).digest('hex')
  return { 'x-webhook-timestamp': time, 'x-webhook-signature': `sha256=${digest}` }
}

/**
 * By node:http, as fetch makes another of such a path.
 * @param {string} url
 * @param {string} path
 * @param {Record<string, string>} headers
 */
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
  return { url: `http://127.0.0.1:${/** @type {import('node:net').AddressInfo} */ (server.address()).port}/`, close }
}

/** @param {string} text */
const linesOf = (text) =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))

/**
 * @param {Tally} tally
 * @param {Command} command
 * @param {string} folder
 */
export async function addListen(tally, command, folder) {
  await tally.group('listen: says what came', ['words'], async () => {
    const { running, url, send } = await listening(command, [])
    same((await send(['--id', 'job_9'])).status, 0, 'a genuine one')
    same((await send([], { WEBHOOK_SECRET: `${SECRET}\n` })).status, 1, 'a forged one')
    same((await fetch(url)).status, 405, 'a GET')
    const { status, stdout } = await running.end('SIGINT')
    same(status, 0, 'status')
    // A refusal is printed with its diagnosis, after the answer.
    const [good = '', ...refused] = stdout.split(/^(?=[✓✗])/m)
    const forged = refused.find((text) => text.includes('signature_mismatch')) ?? ''
    const others = refused.filter((text) => text !== forged)
    ok(/^✓ genuine: job\.completed of job_9\n {2}signed \d+ seconds? ago, /.test(good), stdout)
    ok(
      /^✗ refused: signature_mismatch \(401\)\n.+\n {2}body, [\d,]+ bytes:\n.+\n {2}proved secret_/.test(forged) &&
        !forged.includes('diagnoseWebhook'),
      stdout
    )
    same([others.length, others[0]?.split('\n')[0]], [1, '✗ refused: method_not_allowed (405)'])
  })
  /** @type {Record<string, string>} */
  const CHANGED = { body_reserialized: JSON.stringify(JSON.parse(BODY), null, 2), unexplained: BODY.replace('job_1', 'job_2') }
  await tally.group('listen: blames no parser for bytes that it received itself', Object.entries(CHANGED), async ([code, body]) => {
    const saved = mkdtempSync(join(folder, 'saved-'))
    const { running, url } = await listening(command, ['--json', '--save', saved])
    same((await fetch(url, { method: 'POST', headers: signedHeaders(), body })).status, 401)
    const { stdout } = await running.end('SIGINT')
    const [received] = JSON.parse(stdout).findings
    same(received.code, code)
    ok(received.fix.includes('a proxy, a tunnel or the sender') && !/Express|parses/.test(received.fix), received.fix)
    const [name = ''] = readdirSync(saved)
    const diagnosed = await command.run(['diagnose', join(saved, name), '--json'], { env: { WEBHOOK_SECRET: SECRET } })
    const [kept] = JSON.parse(diagnosed.stdout).findings
    ok(kept.fix.endsWith('a proxy, a tunnel or the sender changed the body'), kept.fix)
  })
  await tally.group('listen: forwards what is genuine', ['--forward'], async () => {
    const app = await receiver(() => 202)
    const { running, send } = await listening(command, ['--forward', app.url, '--json'])
    const [good, bad] = [await send(), await send([], { WEBHOOK_SECRET: 'another' })]
    const { stdout } = await running.end('SIGTERM')
    app.close()
    same([good.status, bad.status, app.deliveries.length, app.deliveries[0]?.path], [0, 1, 1, '/webhook'])
    ok(good.stdout.includes('202') && app.deliveries[0]?.headers['x-webhook-signature']?.startsWith('sha256='), good.stdout)
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
      findings.map((/** @type {{ code: string }} */ { code }) => code),
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
    const { path, headers: got } = present(app.deliveries[0])
    same([status, path.split('?')[1], got['x-hop'], got['x-kept']], [202, 'key=1&id=2', undefined, '1'])
  })
  await tally.group('listen: credentials of the sender', [[], ['--forward-credentials']], async (flags) => {
    const app = await receiver(() => 200)
    const { running, url } = await listening(command, ['--forward', app.url, ...flags])
    const secrets = { 'authorization': 'Bearer a', 'cookie': 'b=c', 'proxy-authorization': 'Basic d' }
    await posted(url, '/', { ...secrets, ...signedHeaders() })
    await running.end('SIGINT')
    app.close()
    const { headers } = present(app.deliveries[0])
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
  await tally.group('listen: diagnoses every refusal of a burst, after the answers', [30], async (count) => {
    const { running, url, send } = await listening(command, ['--json'])
    await Promise.all(Array.from({ length: count }, () => fetch(url, { method: 'POST', headers: signedHeaders(), body: '{}' })))
    same((await send()).status, 0, 'a genuine one in between')
    while (running.stdout.split('\n').length <= count + 1) await new Promise((resolve) => setTimeout(resolve, 20))
    const lines = linesOf((await running.end('SIGINT')).stdout).filter(({ verified }) => !verified)
    same([lines.length, lines.filter(({ findings }) => findings?.length).length], [count, count], 'refused, diagnosed')
  })
  await tally.group('listen: says why a refusal is not diagnosed', [115], async (count) => {
    const { running, url } = await listening(command, [])
    const { hostname, port } = new URL(url)
    const agent = new Agent({ keepAlive: true, maxSockets: 50 })
    // Large bodies: their diagnosis takes longer than their arrival.
    const body = Buffer.alloc(300_000, 32)
    const post = () =>
      new Promise((resolve) =>
        request({ hostname, port, agent, method: 'POST', headers: signedHeaders() }, (response) =>
          response.resume().on('end', resolve)
        ).end(body)
      )
    await Promise.all(Array.from({ length: count }, post))
    agent.destroy()
    const { stdout } = await running.end('SIGINT')
    const refusals = stdout.split(/^(?=✗)/m)
    same(refusals.length, count, 'refusals')
    const silent = refusals.filter((text) => !/^ {2}(not diagnosed: |proved |likely |\w+: )/m.test(text))
    same(silent, [], 'refusals that are neither diagnosed nor said not to be')
    ok(
      /not diagnosed: \d+ others wait for theirs/.test(stdout) && /not diagnosed: it was stopped by Ctrl-C/.test(stdout),
      stdout.slice(-2000)
    )
  })
  await tally.group('listen: --save keeps each delivery for verify, diagnose and replay', ['genuine and forged'], async () => {
    const saved = join(mkdtempSync(join(folder, 'saved-')), 'deliveries')
    const { running, url, send } = await listening(command, ['--save', saved])
    same([(await send()).status, (await send([], { WEBHOOK_SECRET: 'another' })).status], [0, 1], 'answers')
    await fetch(url, { method: 'POST', body: Buffer.alloc(1_200_000, 32) })
    const { stdout } = await running.end('SIGINT')
    const files = readdirSync(saved).sort()
    same(files.length, 2, 'files')
    const [genuine = '', forged = ''] = files.map((name) => join(saved, name))
    for (const path of [genuine, forged]) ok(stdout.includes(`saved as ${path}`), stdout)
    ok(stdout.includes('not saved: its body is larger than 1 MiB'), stdout)
    same(statSync(genuine).mode & 0o777, 0o600, 'mode')
    // Long after its arrival it is evaluated at that time.
    const text = readFileSync(genuine, 'latin1')
    const [, time = ''] = /x-received-at: (\S+)/.exec(text) ?? []
    const kept = await command.run(['verify', genuine, '--json'])
    same(
      [kept.status, JSON.parse(kept.stdout).notes.map((/** @type {{ code: string }} */ { code }) => code)],
      [0, ['evaluated_at_arrival']],
      'verify'
    )
    const { stderr } = await command.run(['verify', genuine])
    same(stderr, `note: saved at ${time}: evaluated at that time\n`)
    const { status, stdout: late } = await command.run(['verify', genuine, '--now', new Date(Date.parse(time) + 301_000).toISOString()])
    ok(status === 1 && late.includes('timestamp_too_old'), late)
    ok((await command.run(['diagnose', forged])).stdout.includes('does not verify'), 'diagnose')
    // Only to the byte: a header that anyone can set moves no clock.
    writeFileSync(join(saved, 'edited.http'), text.replace('POST / HTTP/1.1', 'POST /a HTTP/1.1'), 'latin1')
    same(JSON.parse((await command.run(['verify', join(saved, 'edited.http'), '--json'])).stdout).notes, [], 'notes')
  })
  await tally.group('listen: prints the body', [[], ['--body'], ['--json', '--body']], async (flags) => {
    const { running, url } = await listening(command, flags)
    const body = Array.from({ length: 20 }, (_, at) => `line ${at}\u001b[2J`).join('\n')
    await fetch(url, { method: 'POST', body })
    const { stdout } = await running.end('SIGINT')
    if (flags.includes('--json')) return same(JSON.parse(stdout).body, body)
    const shown = stdout.split('\n').filter((line) => /^ {4}line \d+\\u001b\[2J$/.test(line)).length
    same([shown, stdout.includes('… --body prints all')], flags.length ? [20, false] : [8, true], 'lines')
  })
  await tally.group('listen: --host', ['0.0.0.0', '::1', 'localhost'], async (host) => {
    const running = command.start(['listen', '--port', '0', '--host', host])
    const [, place = ''] = await running.says(/listening on (http:\/\/\S+), any path/)
    const isOpen = host === '0.0.0.0'
    await running.says(isOpen ? /warning: every machine/ : /tunnel of your choice, for example:\n {4}cloudflared tunnel --url http/)
    same((await fetch(place.replace('0.0.0.0', '127.0.0.1'), { method: 'POST', body: '{}' })).status, 401, 'status')
    await running.end('SIGINT')
  })
  await tally.group('listen: a port that is taken', ['--port'], async () => {
    const { running, url } = await listening(command, [])
    const { status, stderr } = await command.run(['listen', '--port', new URL(url).port])
    await running.end('SIGINT')
    same(status, 2, stderr)
  })
}
