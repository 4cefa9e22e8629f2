// Standard input: pastes and bodies, and a pipe that nothing comes through.
import { writeFileSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ok, same } from '../../../suite/expect.mjs'

/** @import { Tally } from '../../../suite/tally.mjs' */
/** @import { Command } from '../command.mjs' */

const TIME = '2026-01-01T00:00:00Z'

/**
 * @param {Tally} tally
 * @param {Command} command
 */
export async function addStandardInput(tally, command) {
  const place = mkdtempSync(join(tmpdir(), 'input-'))
  const { stdout: raw } = await command.run(['sign', '--as', 'http', '--timestamp', TIME])
  await tally.group('verify: a file, standard input, bytes', ['file', '-', 'none'], async (which) => {
    writeFileSync(join(place, 'request.txt'), raw)
    const args = { 'file': ['request.txt'], '-': ['-'], 'none': [] }[which] ?? []
    const { status, stderr } = await command.run(['verify', '--ignore-age', ...args], { input: raw, cwd: place })
    same([status, stderr], [0, ''])
  })
  await tally.group('sign: no UTF-8', ['body'], async () => {
    const { status } = await command.run(['sign', '--body-file', '-'], { input: Buffer.from([0xff]) })
    same(status, 2, 'status')
  })
  await tally.group('a pipe that nothing comes through says what it waits for', ['diagnose'], async (name) => {
    const running = command.start([name])
    const [said] = await running.says(/^note: waiting for a delivery on standard input.+$/m)
    ok(said.includes('npx webhook-verifier diagnose request.txt'), said)
    running.child.stdin.end(raw)
    // Refused for its age alone: the paste was read.
    const { status, stdout } = await running.end()
    ok(status === 1 && stdout.includes('clock_skew'), stdout)
  })
}
