// Copied commands in the real shells: each argument arrives exactly, and nothing of it runs. `node shells.mjs <folder> <shell>`.
// @run command line, copied commands in bash; args: bash; needs: bash
// @run command line, copied commands in dash; args: dash; needs: dash
// @run command line, copied commands in fish; args: fish; needs: fish
import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { commandOf } from '../../../scripts/runtimes.mjs'
import { same } from '../../suite/expect.mjs'
import { Tally } from '../../suite/tally.mjs'
import { loadSource } from '../load-source.mjs'

const [, , , shell = ''] = process.argv
const CASES = 400
const PIECES = [
  '\\',
  "'",
  '"',
  '$',
  '`',
  '(',
  ')',
  ';',
  '\n',
  ' ',
  '\\\\',
  "\\'",
  '!',
  '#',
  '~',
  '*',
  '{a,b}',
  '%',
  '&',
  '|',
  '<',
  '>',
  '\t',
  'é',
  '👍',
  'x',
  '$HOME',
  '$(touch ran)',
  '(touch ran)',
  ';touch ran;'
]
const FIXED = [
  '',
  "\\' ; touch ran ; echo \\'",
  "\\';touch ran;'",
  "'(touch ran)'",
  '\\',
  '\\\\',
  "'\\''",
  '{"a":"it\'s \\"1\\" \\n"}',
  '@ran',
  '-o ran'
]

/**
 * Minimal and repeatable: the same texts in each run.
 * @param {number} seed
 */
function* texts(seed) {
  yield* FIXED
  let state = seed
  /** @param {number} limit */
  const below = (limit) => ((state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0) >>> 8) % limit
  for (let count = 0; count < CASES; count++) yield Array.from({ length: below(12) }, () => PIECES[below(PIECES.length)]).join('')
}

const folder = mkdtempSync(join(tmpdir(), 'shells-'))
const log = join(folder, 'arguments')
writeFileSync(join(folder, 'curl'), `#!/bin/sh\nprintf '%s\\0' "$@" >> '${log}'\nprintf '\\0' >> '${log}'\n`)
chmodSync(join(folder, 'curl'), 0o755)
const env = { HOME: folder, LANG: 'C.UTF-8', PATH: [folder, process.env.PATH].join(delimiter) }

const { asCurl } = await loadSource('lib/display/formats.ts')
const URL = "http://localhost/it's?a=$HOME"
const GLOB_URL = 'http://localhost/[1-3]?a={b,c}&d[]=1'
const bodies = [...texts(17)]
const commands = bodies.map((body) => asCurl(URL, { headers: { 'X-Text': body.replaceAll('\n', ' ') }, body }))
const script = join(folder, 'commands')
writeFileSync(script, commands.join('\n'))
const { status, stderr } = spawnSync(commandOf(shell) ?? shell, [script], { cwd: folder, env, encoding: 'utf8', timeout: 120_000 })

const tally = new Tally()
await tally.group(`${shell}: runs the commands and nothing else`, ['all'], () => {
  same([status, stderr], [0, ''], 'status and what it complained about')
  same(existsSync(join(folder, 'ran')), false, 'whether a part of a text was run')
})
const written = existsSync(log) ? readFileSync(log) : Buffer.alloc(0)
let at = 0
const nextArgument = () => {
  const end = written.indexOf(0, at)
  const text = written.toString('utf8', at, end)
  at = end + 1
  return text
}
await tally.group(`${shell}: arguments arrive exactly`, bodies, (body) => {
  const got = Array.from({ length: 8 }, nextArgument)
  at += 1
  const value = body.replaceAll('\n', ' ')
  // curl sends a header without a value only if a semicolon ends its name.
  const header = value === '' ? 'X-Text;' : `X-Text: ${value}`
  same(got, ['-i', URL, '-H', 'Content-Type: application/json', '-H', header, '--data-raw', body])
})
rmSync(folder, { recursive: true })
await tally.group(`${shell}: curl takes brackets and braces of a URL literally`, [GLOB_URL], (url) => {
  const lines = asCurl(url, { headers: {}, body: '{}' }).split(' \\\n')
  same(lines[0], `curl -i --globoff '${url}'`)
})
if (!tally.end()) process.exitCode = 1
