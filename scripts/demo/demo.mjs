// `make demo`: the receiver of js-examples/node-http, on the packed tarball, under fire over real HTTP.
import { spawn } from 'node:child_process'
import { cpSync } from 'node:fs'
import { request } from 'node:http'
import { dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { installPacked } from '../project.mjs'
import { deliveries } from './deliveries.mjs'

/** @import { Delivery } from './deliveries.mjs' */
/** @typedef {Awaited<ReturnType<typeof start>>} Server */
/** @typedef {Awaited<ReturnType<typeof judge>>} Verdict */

const here = dirname(fileURLToPath(import.meta.url))
const WEBHOOK_SECRET = 'whsec_for_this_demo_only'
/** In characters, of each column. */
const WIDTHS = [38, 10, 8, 22, 9]

/**
 * Starts a server as a process of its own; `output` grows as it prints.
 * @param {string} script
 */
async function start(script) {
  const child = spawn(process.execPath, [script], { env: { ...process.env, WEBHOOK_SECRET, PORT: '0' } })
  const server = { child, output: '', port: 0, exit: new Promise((resolve) => child.once('exit', resolve)) }
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (server.output += text))
  while (!server.port) {
    await pause(10)
    server.port = Number(/listening on \D*(\d+)/.exec(server.output)?.[1] ?? 0)
  }
  return server
}

/**
 * Posts a delivery and answers with its status, or with the error that the connection ended in.
 * @param {number} port
 * @param {Pick<Delivery, 'headers' | 'body'>} delivery
 */
function post(port, { headers, body }) {
  const present = Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== undefined))
  return new Promise((resolve) => {
    const outgoing = request({ port, method: 'POST', path: '/webhook', headers: present }, (response) => {
      response.resume().once('end', () => resolve(response.statusCode))
    })
    outgoing.once('error', (/** @type {NodeJS.ErrnoException} */ { code }) => resolve(code)).end(body)
  })
}

/**
 * @param {Server} server
 * @param {Delivery} delivery
 */
async function judge(server, delivery) {
  const before = server.output.length
  const start = performance.now()
  const status = await post(server.port, delivery)
  const millis = performance.now() - start
  // The receiver prints one line for each delivery but a copy, which may come here after its answer.
  for (let tries = 0; tries < 500 && !delivery.copy && !server.output.includes('\n', before); tries++) await pause(10)
  const log = server.output.slice(before)
  const code = /refused: (\w+)/.exec(log)?.[1]
  const verdict = status !== 200 ? 'refused' : delivery.copy ? 'known' : 'accepted'
  const right =
    verdict === 'refused' ? code !== undefined && code === delivery.code : delivery.copy ? !log : log.includes(String(delivery.says))
  return { sent: delivery.name, status, verdict, code: code ?? '', millis, right }
}

/** @param {Verdict[]} rows */
function print(rows) {
  const line = (/** @type {unknown[]} */ ...cells) => console.log(cells.map((cell, n) => String(cell).padEnd(WIDTHS[n] ?? 0)).join(''))
  line('sent', 'verdict', 'status', 'code', 'ms')
  for (const { sent, verdict, status, code, millis, right } of rows) {
    line(sent, verdict, status, code, millis.toFixed(1), right ? '' : '  WRONG')
  }
}

async function crashSnippet() {
  const server = await start(join(here, 'snippet-server.mjs'))
  const short = deliveries(WEBHOOK_SECRET).find(({ name }) => name === 'short signature')
  const answer = short && (await post(server.port, short))
  const exit = await Promise.race([server.exit, pause(5000, 'still running', { ref: false })])
  server.child.kill()
  const reason = /code: '(\w+)'/.exec(server.output)?.[1]
  console.log(`\nThe documented snippet, sent the short signature: answer ${answer}, exit code ${exit}, ${reason}`)
  return exit === 1
}

const folder = installPacked('demo')
cpSync(join(here, '../../js-examples/node-http/server.mjs'), join(folder, 'server.mjs'))
const server = await start(join(folder, 'server.mjs'))
const rows = []
for (const delivery of deliveries(WEBHOOK_SECRET)) rows.push(await judge(server, delivery))
server.child.kill()
print(rows)
const crashed = await crashSnippet()
const wrong = rows.filter(({ right }) => !right).length
console.log(`${rows.length - wrong} of ${rows.length} verdicts are right${crashed ? '' : '; the snippet did not crash'}`)
console.log(`
Two to try next, in target/npm/demo:
  npx webhook-verifier inspect                                    a page: paste a delivery, see why it does or does not verify
  npx webhook-verifier attack http://localhost:3000/webhook       would your own endpoint let a forgery in?`)
process.exitCode = wrong || !crashed ? 1 : 0
