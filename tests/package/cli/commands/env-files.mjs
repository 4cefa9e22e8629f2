// Secrets from `.env` files.
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ok, same } from '../../../suite/expect.mjs'
import { SECRET } from '../command.mjs'

/** @import { Tally } from '../../../suite/tally.mjs' */
/** @import { Command } from '../command.mjs' */

/**
 * @param {Tally} tally
 * @param {Command} command
 */
export async function addEnvFiles(tally, command) {
  const { stdout: input } = await command.run(['sign'])
  const empty = mkdtempSync(join(tmpdir(), 'env-'))
  /** @param {string | Buffer} text */
  const folder = (text) => {
    const cwd = mkdtempSync(join(tmpdir(), 'env-'))
    writeFileSync(join(cwd, '.env'), text)
    return cwd
  }
  const other = join(empty, 'other.env')
  writeFileSync(other, `# a comment\nexport WEBHOOK_SECRET="${SECRET}"\nOLD=whsec_old\n`)
  const SAID = 'note: WEBHOOK_SECRET is not set: it was read from .env in this folder\n'
  /** @type {[name: string, args: string[], cwd: string, env: NodeJS.ProcessEnv, status: number, says: string][]} */
  const CASES = [
    ['.env', [], folder(`A=1\nWEBHOOK_SECRET=${SECRET}\n`), {}, 0, SAID],
    ['.env in UTF-16', [], folder(Buffer.from(`\uFEFFWEBHOOK_SECRET=${SECRET}\r\n`, 'utf16le')), {}, 0, SAID],
    ['.env with a byte order mark', [], folder(`\uFEFFWEBHOOK_SECRET='${SECRET}'`), {}, 0, SAID],
    ['the environment before .env', [], folder('WEBHOOK_SECRET=whsec_other'), { WEBHOOK_SECRET: SECRET }, 0, ''],
    ['--env-file', ['--env-file', other], empty, {}, 0, ''],
    ['--env-file before the environment', ['--env-file', other], empty, { WEBHOOK_SECRET: 'whsec_other' }, 0, ''],
    ['--env-file before .env', ['--env-file', other], folder('WEBHOOK_SECRET=whsec_other'), {}, 0, ''],
    ['--env-file with --secret-env', ['--env-file', other, '--secret-env', 'WEBHOOK_SECRET', '--secret-env', 'OLD'], empty, {}, 0, ''],
    [
      '--env-file without the variable',
      ['--env-file', other, '--secret-env', 'NEW'],
      empty,
      {},
      2,
      'the environment variable NEW is not set'
    ],
    ['.env without the variable', [], folder('A=1'), {}, 2, 'there is no secret'],
    ['no .env', [], empty, {}, 2, 'there is no secret'],
    ['.env with an empty variable', [], folder('WEBHOOK_SECRET='), {}, 2, 'there is no secret']
  ]
  await tally.group('secrets: .env files', CASES, async ([, args, cwd, env, status, says]) => {
    const result = await command.run(['verify', ...args], { input, env, cwd })
    same(result.status, status, result.stderr)
    ok(status === 0 ? result.stderr === says : result.stderr.includes(says), `it says ${result.stderr}`)
    ok(!(result.stdout + result.stderr).includes(SECRET), 'the secret is shown')
  })
  /** @type {[name: string, text: string, isQuoted: boolean][]} */
  const QUOTES = [
    ['quotes', `WEBHOOK_SECRET="${SECRET}"`, true],
    ['single quotes after export', `export WEBHOOK_SECRET = '${SECRET}' # live`, true],
    ['the last line counts', `WEBHOOK_SECRET="${SECRET}"\nWEBHOOK_SECRET=${SECRET}`, false],
    ['quotes of another variable', `WEBHOOK_SECRET=${SECRET}\nWEBHOOK_SECRETS="${SECRET}"`, false]
  ]
  await tally.group('secrets: quotes in a .env file are named', QUOTES, async ([, text, isQuoted]) => {
    const path = join(folder(''), 'q.env')
    writeFileSync(path, text)
    const { stdout: raw } = await command.run(['sign', '--as', 'http'])
    const { stdout } = await command.run(['diagnose', '--env-file', path, '--json'], { input: raw, env: {} })
    const source = `WEBHOOK_SECRET from ${path}`
    const message = `it verifies only because the quotes around ${source} were removed, as Node does; Docker's --env-file keeps them`
    const notes = isQuoted ? [{ code: 'secret_quotes_cut', message }] : []
    same(JSON.parse(stdout), { verified: true, secrets: [source], findings: [], notes })
  })
  await tally.group('secrets: none, and the three ways to give one', ['ways'], async () => {
    const { stderr } = await command.run(['verify'], { input, env: {}, cwd: empty })
    for (const way of ['WEBHOOK_SECRET in the environment or in .env', '--secret-env', '--secret-file']) ok(stderr.includes(way), stderr)
  })
}
