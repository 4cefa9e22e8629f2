// Where secrets come from, and what is said of it; and colours, as both want a terminal.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ok, same } from '../../../runtimes/suite/expect.mjs'
import { SECRET } from '../command.mjs'

const OTHER = 'whsec_another'

export async function addSecrets(tally, command, folder) {
  const path = (name, content) => (writeFileSync(join(folder, name), content), join(folder, name))
  const plain = path('plain.secret', SECRET)
  const newline = path('newline.secret', `${SECRET}\n`)
  const { stdout: input } = await command.run(['sign'])
  const check = (args, env = {}) => command.run(['verify', ...args], { input, env })
  const last = `${join(folder, 'spaced.secret')}`
  path('spaced.secret', ` ${SECRET}`)
  path('empty.secret', '\n')

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
      `note: the newline at the end of ${newline} was cut: it is no part of the secret\n`,
    ],
    ['the command line', ['--secret', SECRET], {}, 0, 'warning: --secret can be read in the shell’s history'],
    ['none', [], {}, 2, 'there is no secret'],
    ['an empty one', ['--secret-env', 'MINE'], { MINE: '' }, 2, 'the environment variable MINE is empty'],
    ['one that is not set', ['--secret-env', 'MINE'], {}, 2, 'the environment variable MINE is not set'],
    ['a file with a space', ['--secret-file', last], {}, 2, 'white space around it'],
    ['an empty file', ['--secret-file', join(folder, 'empty.secret')], {}, 2, 'has no secret in it'],
    ['no file', ['--secret-file', 'nowhere'], {}, 2, 'cannot read the secret from nowhere: ENOENT'],
    ['five', Array(5).fill(['--secret-env', 'MINE']).flat(), { MINE: SECRET }, 2, 'at most four secrets'],
  ]
  await tally.group('secrets: where they come from', WAYS, async ([, args, env, status, says]) => {
    const result = await check(args, env)
    same(result.status, status, result.stderr)
    ok(says === '' ? result.stderr === '' : result.stderr.includes(says), `it says ${result.stderr}`)
    ok(!(result.stdout + result.stderr).includes(SECRET), 'the secret is shown')
  })
  await tally.group('secrets: a prompt that shows nothing', ['sign'], async () => {
    const { status, stdout } = await command.runOnTerminal(['sign', '--body', '{}', '--timestamp', 'x'], { typed: `${SECRET}X\u007f\r` })
    const { stdout: signed } = await command.run(['sign', '--body', '{}', '--timestamp', 'x'])
    same(status, 0, stdout)
    ok(stdout.includes('Secret (not shown): ') && !stdout.includes(SECRET), stdout)
    ok(stdout.includes(/sha256=\w+/.exec(signed)[0]), stdout)
  })
  const COLOURS = [
    ['a terminal', {}, true],
    ['NO_COLOR', { NO_COLOR: '1' }, false],
    ['TERM=dumb', { TERM: 'dumb' }, false],
  ]
  await tally.group('colours', COLOURS, async ([, env, isColoured]) => {
    const { stdout } = await command.runOnTerminal(['verify', '--body', '{}'], { env: { WEBHOOK_SECRET: SECRET, ...env } })
    same(stdout.includes('\u001b['), isColoured, stdout)
  })
  await tally.group('no colours in a pipe', ['pipe'], async () =>
    ok(!(await check(['--body', '{}'], { WEBHOOK_SECRET: SECRET })).stdout.includes('\u001b'), 'there is one')
  )
}
