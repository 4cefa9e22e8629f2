// Runs every example of the README from the packed tarball, and the demo.
import assert from 'node:assert/strict'
import { execFileSync, spawn } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { installPacked, root, step } from '../../scripts/project.mjs'

/** The README's server with a bound, from js-examples/. */
const BOUNDED = 'server-bounded.mjs'
const WEBHOOK_SECRET = 'whsec_9f1c2d'

/** The README's JavaScript, by the file name in its first line. */
function examples() {
  const readme = readFileSync(join(root, 'README.md'), 'utf8')
  const blocks = [...readme.matchAll(/^```js\n\/\/ (\S+\.mjs)\n([\s\S]*?)^```$/gm)]
  assert.equal(blocks.length, [...readme.matchAll(/^```js/gm)].length, 'each JavaScript example has a name')
  return blocks.map(([, name, code]) => ({ name, code }))
}

function install(examples) {
  const folder = installPacked('readme')
  for (const { name, code } of examples) writeFileSync(join(folder, name), code)
  cpSync(join(root, 'js-examples/node-http/server.mjs'), join(folder, BOUNDED))
  return folder
}

/** A server runs until it is killed: it gets a genuine and a forged delivery, and one whose sender hangs up. */
async function tryServer(file) {
  const PORT = '38417'
  const child = spawn(process.execPath, [file], { env: { ...process.env, WEBHOOK_SECRET, PORT } })
  try {
    const body = '{"event":"job.completed","data":{"id":"job_1"}}'
    assert.equal(await post(PORT, body, WEBHOOK_SECRET), 200)
    assert.equal(await post(PORT, body, 'guessed'), 401)
    await hangUp(PORT)
    assert.equal(await post(PORT, body, WEBHOOK_SECRET), 200)
  } finally {
    child.kill()
  }
}

async function hangUp(port) {
  const socket = connect(port, '127.0.0.1')
  socket.write('POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{"e')
  await pause(100)
  socket.destroy()
  await pause(100)
}

async function post(port, body, secret) {
  const timestamp = new Date().toISOString()
  const signature = `sha256=${createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')}`
  const headers = { 'x-webhook-timestamp': timestamp, 'x-webhook-signature': signature }
  for (let tries = 0; ; tries++) {
    try {
      return (await fetch(`http://127.0.0.1:${port}/`, { method: 'POST', headers, body })).status
    } catch (error) {
      if (tries === 100) throw error
      await pause(50)
    }
  }
}

const all = examples()
const folder = install(all)
for (const { name } of [...all, { name: BOUNDED }]) {
  const done = step(`example: ${name}`)
  const file = join(folder, name)
  if (name.startsWith('server')) await tryServer(file)
  else execFileSync(process.execPath, [file], { stdio: 'inherit', env: { ...process.env, WEBHOOK_SECRET } })
  done()
}
execFileSync(process.execPath, [join(root, 'js-examples/demo/demo.mjs')], { stdio: 'inherit' })
console.log(`${all.length + 2} passed, 0 failed`)
