// Runs every example of the README from the packed tarball, and the demo.
import assert from 'node:assert/strict'
import { execFileSync, spawn } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { root, step } from '../../scripts/project.mjs'

const npm = join(root, 'target/npm')
const folder = join(npm, 'readme')
const WEBHOOK_SECRET = 'whsec_9f1c2d'

/** The README's JavaScript, by the file name that stands behind ```js title=. */
function examples() {
  const readme = readFileSync(join(root, 'README.md'), 'utf8')
  const blocks = [...readme.matchAll(/^```js title=(\S+)\n([\s\S]*?)^```$/gm)]
  assert.equal(blocks.length, [...readme.matchAll(/^```js/gm)].length, 'each JavaScript example has a title')
  return blocks.map(([, name, code]) => ({ name, code }))
}

function install(examples) {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const tarball = readdirSync(npm).find((name) => name.endsWith('.tgz'))
  execFileSync('npm', ['install', '--silent', '--no-audit', '--no-fund', '--prefix', folder, join(npm, tarball)])
  for (const { name, code } of examples) writeFileSync(join(folder, name), code)
}

/** A server runs until it is killed: it gets a genuine and a forged delivery. */
async function tryServer(name) {
  const PORT = '38417'
  const child = spawn(process.execPath, [join(folder, name)], { env: { ...process.env, WEBHOOK_SECRET, PORT } })
  try {
    const body = '{"event":"job.completed","data":{"id":"job_1"}}'
    assert.equal(await post(PORT, body, WEBHOOK_SECRET), 200)
    assert.equal(await post(PORT, body, 'guessed'), 401)
  } finally {
    child.kill()
  }
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
install(all)
for (const { name } of all) {
  const done = step(`README: ${name}`)
  if (name.startsWith('server')) await tryServer(name)
  else execFileSync(process.execPath, [join(folder, name)], { stdio: 'inherit' })
  done()
}
execFileSync(process.execPath, [join(root, 'js-examples/demo/demo.mjs')], { stdio: 'inherit' })
console.log(`${all.length + 1} passed, 0 failed`)
