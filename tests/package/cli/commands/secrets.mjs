// The sources of secrets, and the notes about them.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ok, same } from '../../../suite/expect.mjs'
import { SECRET } from '../command.mjs'

/** @import { Tally } from '../../../suite/tally.mjs' */
/** @import { Command } from '../command.mjs' */

/** @param {string} text */
const utf16 = (text) => Buffer.from(`\uFEFF${text}`, 'utf16le')
const OTHER = 'whsec_another'

/**
 * @param {Tally} tally
 * @param {Command} command
 * @param {string} folder
 */
export async function addSecrets(tally, command, folder) {
  /**
   * @param {string} name
   * @param {string | Buffer} content
   */
  const path = (name, content) => (writeFileSync(join(folder, name), content), join(folder, name))
  const plain = path('plain.secret', SECRET)
  const newline = path('newline.secret', `${SECRET}\n`)
  const { stdout: input } = await command.run(['sign'])
  /** @param {string[]} args */
  const check = (args, env = /** @type {NodeJS.ProcessEnv} */ ({})) => command.run(['verify', ...args], { input, env })
  const last = `${join(folder, 'spaced.secret')}`
  path('spaced.secret', ` ${SECRET}`)
  path('empty.secret', '\n')

  /** @type {[name: string, args: string[], env: NodeJS.ProcessEnv, status: number, says: string][]} */
  const WAYS = [
    ['the environment', [], { WEBHOOK_SECRET: SECRET }, 0, ''],
    ['another variable', ['--secret-env', 'MINE'], { MINE: SECRET }, 0, ''],
    ['two variables', ['--secret-env', 'MINE', '--secret-env', 'OLD'], { MINE: OTHER, OLD: SECRET }, 0, ''],
    ['a file', ['--secret-file', plain], {}, 0, ''],
    [
      'a file that ends in a newline',
      ['--secret-file', newline],
      {},
      0,
      `note: the newline at the end of ${newline} was cut: it is not part of the secret\n`
    ],
    ...[
      [
        'UTF-16, as Windows PowerShell writes it',
        utf16(`${SECRET}\r\n`),
        'is UTF-16, as Windows PowerShell writes it with >: it was read as text'
      ],
      ['UTF-16, big-endian', utf16(SECRET).swap16(), 'is UTF-16, as Windows PowerShell writes it with >: it was read as text'],
      ['a byte order mark', `\uFEFF${SECRET}\n`, 'note: the byte order mark at the start of ']
    ].map(
      ([what = '', content = '', says = ''], at) =>
        /** @type {[string, string[], {}, number, string]} */ ([
          `a file with ${what}`,
          ['--secret-file', path(`${at}.secret`, content)],
          {},
          0,
          String(says)
        ])
    ),
    [
      'a file with half of a character',
      ['--secret-file', path('half.secret', Buffer.from([0xff, 0xfe, 0, 0xd8]))],
      {},
      2,
      'it is not text'
    ],
    ['the command line', ['--secret', SECRET], {}, 0, 'warning: --secret can be read in the shell’s history'],
    ['none', [], {}, 2, 'there is no secret'],
    ['an empty one', ['--secret-env', 'MINE'], { MINE: '' }, 2, 'the environment variable MINE is empty'],
    ['one that is not set', ['--secret-env', 'MINE'], {}, 2, 'the environment variable MINE is not set'],
    ['a file with a space', ['--secret-file', last], {}, 2, 'starts or ends with whitespace'],
    ['an empty file', ['--secret-file', join(folder, 'empty.secret')], {}, 2, 'has no secret in it'],
    ['no file', ['--secret-file', 'nowhere'], {}, 2, 'cannot read the secret from nowhere: there is no such file (ENOENT)'],
    ['five', Array(5).fill(['--secret-env', 'MINE']).flat(), { MINE: SECRET }, 2, 'at most four secrets']
  ]
  await tally.group('secrets: where they come from', WAYS, async ([, args, env, status, says]) => {
    const result = await check(args, env)
    same(result.status, status, result.stderr)
    ok(says === '' ? result.stderr === '' : result.stderr.includes(says), `it says ${result.stderr}`)
    ok(!(result.stdout + result.stderr).includes(SECRET), 'the secret is shown')
  })
  const { stdout: raw } = await command.run(['sign', '--as', 'http'])
  await tally.group('secrets: what was cut is said with the verdict', ['verify', 'diagnose'], async (name) => {
    /** @param {...string} more */
    const run = (...more) => command.run([name, '--secret-file', newline, ...more], { input: raw, env: {} })
    const message = `it verifies only because the newline at the end of ${newline} was cut; your program must cut it too`
    const { stdout } = await run()
    ok(stdout.includes(message), stdout)
    same(JSON.parse((await run('--json')).stdout).notes, [{ code: 'secret_newline_cut', message }], 'notes')
    const other = await command.run([name, '--secret-file', newline, '--body', '{}'], { env: {} })
    ok(other.stdout.includes('your program must cut it too') && !other.stdout.includes('only because'), other.stdout)
  })
  await tally.group('secrets: what was cut of a file with a byte order mark', ['verify'], async (name) => {
    const file = path('bom.secret', `\uFEFF${SECRET}`)
    const { stdout } = await command.run([name, '--secret-file', file, '--json'], { input: raw, env: {} })
    const message = `it verifies only because the byte order mark at the start of ${file} was cut; your program must cut it too`
    same(JSON.parse(stdout).notes, [{ code: 'secret_bom_cut', message }], 'notes')
  })
  await tally.group('pastes and bodies that Windows PowerShell wrote', ['http', 'curl', 'headers'], async (as) => {
    const body = '{"a":"é😀"}'
    const { stdout } = await command.run(['sign', '--body', body, '--as', as])
    // PowerShell ends each line in CRLF, the last one too.
    const written = utf16(stdout.replace(/\r?\n/g, '\r\n').replace(/(\r\n)?$/, '\r\n'))
    const own = as === 'headers' ? ['--body-file', path('body.txt', utf16(body))] : []
    const { status, stdout: said, stderr } = await command.run(['verify', path(`${as}.txt`, written), ...own])
    same(status, 0, said + stderr)
    ok(stderr.includes('UTF-16'), stderr)
  })
  await tally.group('secrets: one that no verifier takes', ['sign', 'verify'], async (name) => {
    const { status, stderr } = await command.run([name, ...(name === 'sign' ? [] : ['--body', '{}'])], {
      env: { WEBHOOK_SECRET: `${SECRET}\n` }
    })
    same(status, name === 'sign' ? 0 : 2, stderr)
    const says = {
      sign: /^warning: a verifier would refuse WEBHOOK_SECRET: it starts or ends with whitespace/,
      verify: /WEBHOOK_SECRET starts or ends with whitespace.*\n.*diagnose reads a delivery with such a secret/
    }
    ok(says[/** @type {keyof typeof says} */ (name)].test(stderr) && !stderr.includes('secrets['), stderr)
  })
  await tally.group('no colors in a pipe', ['pipe'], async () =>
    ok(!(await check(['--body', '{}'], { WEBHOOK_SECRET: SECRET })).stdout.includes('\u001b'), 'there is one')
  )
}
