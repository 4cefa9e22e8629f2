// The receiver in Rust, examples/axum.rs, as a process of its own. It has no store, so copies are not its business.
// @run example: axum; core; slow
import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { root } from '../../scripts/project.mjs'
import { freePort } from '../package/frameworks/port.mjs'
import { ok, same } from '../suite/expect.mjs'
import { Tally } from '../suite/tally.mjs'
import { delivery, hangUp, post, WEBHOOK_SECRET } from './sender.mjs'

// Before the deliveries are signed: on a busy machine they would be too old after it. With all features, as `cargo test` has built it.
execFileSync('cargo', ['build', '--quiet', '--all-features', '--example', 'axum'], { cwd: root, stdio: 'inherit' })

const EXAMPLE = join(root, 'target/debug/examples/axum')
const HOUR = 3_600_000
/** @type {[name: string, sent: any, status: number, said: string][]} */
const CASES = [
  ['genuine', delivery({ id: 'job_axum' }), 200, 'job.completed job_axum'],
  ['signed with another secret', delivery({ secret: 'guessed' }), 401, 'signature_mismatch'],
  ['signed an hour ago', delivery({ from: -HOUR }), 401, 'timestamp_too_old'],
  ['larger than 1 MiB', delivery({ note: 'x'.repeat(2 ** 20) }), 413, ''],
  ['genuine, after one that hung up', delivery({ id: 'job_last' }), 200, 'job.completed job_last']
]

const port = String(await freePort())
const child = spawn(EXAMPLE, { env: { ...process.env, WEBHOOK_SECRET, PORT: port } })
let output = ''
for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text))
const address = `http://127.0.0.1:${port}`

/**
 * @param {string} what
 * @param {() => boolean | Promise<boolean>} isSo
 */
async function until(what, isSo) {
  for (let tries = 0; tries < 500; tries++) {
    if (await isSo()) return
    await pause(10)
  }
  throw new Error(`${what} did not come: ${output}`)
}

/** @type {[name: string, secret: string | undefined, said: string][]} */
const BAD_SECRETS = [
  ['no secret', undefined, 'WEBHOOK_SECRET: environment variable not found'],
  ['a secret with a newline', `${WEBHOOK_SECRET}\n`, 'WEBHOOK_SECRET: the secret starts or ends with whitespace']
]

const tally = new Tally()
await tally.group('axum ends at start-up and says why, with', BAD_SECRETS, ([, secret, said]) => {
  const { WEBHOOK_SECRET: _, ...env } = process.env
  const { status, stderr } = spawnSync(EXAMPLE, {
    env: { ...env, ...(secret && { WEBHOOK_SECRET: secret }), PORT: '0' },
    encoding: 'utf8',
    timeout: 10_000
  })
  same(status, 1, 'status')
  ok(stderr.includes(said), stderr)
})
try {
  await until('a listener', () =>
    fetch(address).then(
      () => true,
      () => false
    )
  )
  await tally.group('axum', CASES, async ([name, sent, status, said]) => {
    if (name.endsWith('hung up')) await hangUp(address)
    same((await post(address, sent)).status, status, 'status')
    await until(said, () => output.includes(said))
    ok(child.exitCode === null, 'it ended')
  })
} finally {
  child.kill()
  if (child.exitCode === null) await once(child, 'exit')
}
if (!tally.end()) process.exitCode = 1
