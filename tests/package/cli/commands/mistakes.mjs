// `diagnose` on every captured mistake: the codes of the table, which the page has too.
import { ok, same } from '../../../suite/expect.mjs'
import { mistakes } from '../../diagnose/captured-mistakes.mjs'

/** @import { Tally } from '../../../suite/tally.mjs' */
/** @import { Command } from '../command.mjs' */

/**
 * @param {Tally} tally
 * @param {Command} command
 */
export async function addMistakes(tally, command) {
  await tally.group('captured mistakes', mistakes, async ({ har, secrets, now, expect, codes }) => {
    const env = Object.fromEntries(secrets.map((/** @type {string} */ secret, /** @type {number} */ place) => [`SECRET_${place}`, secret]))
    const names = Object.keys(env).flatMap((name) => ['--secret-env', name])
    const { status, stdout } = await command.run(['diagnose', '--json', '--now', now, ...names], { input: har, env })
    const { verified, findings } = JSON.parse(stdout)
    same(
      findings.map((/** @type {{ code: string }} */ { code }) => code),
      codes,
      'findings'
    )
    same(
      findings.filter((/** @type {{ certainty: string }} */ { certainty }) => certainty === 'proved').length,
      expect.proved.length,
      'proved'
    )
    same(status, verified ? 0 : 1, 'status')
  })
  await tally.group('most of the table can be pasted', [mistakes.length], (length) => ok(length > 100, `${length} only`))
}
