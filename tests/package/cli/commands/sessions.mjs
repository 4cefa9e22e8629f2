// Sessions on a pseudo-terminal: prompts, progress, the browser.
import { chmodSync, existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { ok, same } from '../../../suite/expect.mjs'
import { SECRET } from '../command.mjs'
import { receiver } from '../receiver.mjs'

/** @import { Tally } from '../../../suite/tally.mjs' */
/** @import { Command } from '../command.mjs' */

const CLEARED = '\r\u001b[K'

/**
 * @param {Tally} tally
 * @param {Command} command
 */
export async function addSessions(tally, command) {
  const folder = mkdtempSync(join(tmpdir(), 'sessions-'))
  await tally.group('a terminal: send shows progress, failures, and a summary', [30], async (times) => {
    const there = await receiver((_, count) => (count === 7 ? 500 : 200))
    const { status, stdout } = await command.runOnTerminal(['send', there.url, '--times', String(times)], {
      env: { WEBHOOK_SECRET: SECRET }
    })
    there.close()
    same([status, there.deliveries.length], [1, times])
    ok(stdout.includes(`${CLEARED}12/30 job.completed`), JSON.stringify(stdout))
    const lines = stdout.replace(/\u001b\[\d+m/g, '').split(/\r\n|\r\u001b\[K/)
    same(lines.filter((line) => /^[✓✗] /.test(line)).length, 1, 'lines for single deliveries')
    ok(
      lines.some((line) => /^✗ .*7\/30 job\.completed → 500 in/.test(line)),
      stdout
    )
    ok(lines.includes('29 of 30 accepted') && lines.includes('  statuses: 200 × 29, 500 × 1'), stdout)
    ok(
      lines.some((line) => /^ {2}times: median \d+ ms, 95 % within \d+ ms, slowest \d+ ms$/.test(line)),
      stdout
    )
  })
  await tally.group('a terminal: no progress for JSON, a pipe, or TERM=dumb', ['--json', 'pipe', 'dumb'], async (how) => {
    const there = await receiver(() => 200)
    const args = ['send', there.url, '--times', '3', ...(how === '--json' ? [how] : [])]
    const env = { WEBHOOK_SECRET: SECRET, ...(how === 'dumb' && { TERM: 'dumb' }) }
    const { stdout } = how === 'pipe' ? await command.run(args) : await command.runOnTerminal(args, { env })
    there.close()
    ok(!stdout.includes(CLEARED), JSON.stringify(stdout))
  })
  await tally.group('a terminal: attack shows progress, and a report after it', ['attack'], async () => {
    const there = await receiver(() => 200)
    const { status, stdout } = await command.runOnTerminal(['attack', there.url], { env: { WEBHOOK_SECRET: SECRET } })
    there.close()
    same(status, 1, stdout.slice(-500))
    ok(/\r\u001b\[K\d+\/\d+ unsigned: no signature/.test(stdout), JSON.stringify(stdout.slice(0, 500)))
    ok(stdout.lastIndexOf(CLEARED) < stdout.indexOf('ACCEPTED'), 'progress after the report')
  })
  await tally.group('a terminal: a prompt that is canceled', ['Ctrl-C', 'Enter'], async (key) => {
    const running = command.startOnTerminal(['sign', '--body', '{}'], { cwd: folder })
    await running.says(/Secret \(not shown\): $/)
    running.child.stdin.write(key === 'Enter' ? '\r' : '\u0003')
    const { status, stdout } = await running.end()
    same([status, stdout.includes('there is no secret')], key === 'Enter' ? [2, true] : [130, false])
  })
  const opened = join(folder, 'opened')
  const browser = join(folder, 'xdg-open')
  writeFileSync(browser, `#!/bin/sh\nprintf '%s' "$1" > '${opened}.tmp' && mv '${opened}.tmp' '${opened}'\n`)
  chmodSync(browser, 0o755)
  const withBrowser = { PATH: [folder, ...command.path].join(delimiter) }
  await tally.group('inspect: opens the browser on a terminal', process.platform === 'linux' ? ['open', '--no-open'] : [], async (how) => {
    const running = command.startOnTerminal(['inspect', ...(how === '--no-open' ? [how] : [])], { env: withBrowser })
    const [url] = await running.says(/http:\/\/127\.0\.0\.1:\d+\//)
    if (how === 'open') {
      while (!existsSync(opened)) await new Promise((resolve) => setTimeout(resolve, 10))
      same(readFileSync(opened, 'utf8'), url, 'opened')
      writeFileSync(opened, '')
    }
    running.child.stdin.write('\u0003')
    same((await running.end()).status, 0, 'status')
    if (how === '--no-open') same(readFileSync(opened, 'utf8'), '', 'opened')
  })
  await tally.group('inspect: without a browser, prints its address', process.platform === 'linux' ? ['none'] : [], async () => {
    const running = command.startOnTerminal(['inspect'])
    const [url] = await running.says(/http:\/\/127\.0\.0\.1:\d+\//)
    same((await fetch(url)).status, 200, 'status')
    running.child.stdin.write('\u0003')
    same((await running.end()).status, 0, 'status')
  })
}
