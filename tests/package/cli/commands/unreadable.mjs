// Pastes that cannot be read: which line is wrong, and what was expected.
import { ok, same } from '../../../suite/expect.mjs'
import { captures } from '../../diagnose/captures.mjs'

/** @import { Tally } from '../../../suite/tally.mjs' */
/** @import { Command } from '../command.mjs' */
/** @import { CaptureCase } from '../../../suite/cases.d.ts' */

const unreadable = captures.filter(({ error, files, entry }) => error && !files && entry === undefined)

/**
 * @param {Tally} tally
 * @param {Command} command
 */
export async function addUnreadable(tally, command) {
  await tally.group('verify: pastes that cannot be read', unreadable, async ({ text, error: expected }) => {
    const { code, line, column, found } = /** @type {NonNullable<CaptureCase['error']>} */ (expected)
    const [words, json] = await [await command.run(['verify'], { input: text }), await command.run(['verify', '--json'], { input: text })]
    same([words.status, json.status, words.stdout], [2, 2, ''])
    if (code === 'file_needed' && !found.includes('standard input')) return ok(words.stderr.includes('which is not here'), words.stderr)
    const place = column === undefined ? `line ${line}` : `line ${line}, column ${column}`
    ok(words.stderr.includes(`, ${place}: found ${found}`), words.stderr)
    const { error } = JSON.parse(json.stdout)
    same([error.code, error.line, error.column], [code, line, column])
  })
  await tally.group('verify: a choice of HAR entries', ['--entry'], async () => {
    const { text = '' } = captures.find(({ name }) => name === 'HAR, several deliveries') ?? {}
    const { stderr } = await command.run(['verify'], { input: text })
    ok(stderr.includes('--entry 0: ') && stderr.includes('--entry 2: '), stderr)
    same((await command.run(['verify', '--entry', '2'], { input: text })).status, 1)
  })
}
