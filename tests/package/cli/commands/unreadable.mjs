// Pastes that cannot be read: which line is wrong, and what was expected.
import { ok, same } from '../../../runtimes/suite/expect.mjs'
import { captures } from '../../diagnose/captures.mjs'

const unreadable = captures.filter(({ error, files, entry }) => error && !files && entry === undefined)

export async function addUnreadable(tally, command) {
  await tally.group('verify: pastes that cannot be read', unreadable, async ({ text, error: { code, line, found } }) => {
    const [words, json] = await [await command.run(['verify'], { input: text }), await command.run(['verify', '--json'], { input: text })]
    same([words.status, json.status, words.stdout], [2, 2, ''])
    if (code === 'file_needed' && !found.includes('standard input')) return ok(words.stderr.includes('which is not here'), words.stderr)
    ok(words.stderr.includes(`, line ${line}: found ${found}`), words.stderr)
    same([JSON.parse(json.stdout).error.code, JSON.parse(json.stdout).error.line], [code, line])
  })
  await tally.group('verify: a choice of HAR entries', ['--entry'], async () => {
    const { text } = captures.find(({ choices }) => choices)
    const { stderr } = await command.run(['verify'], { input: text })
    ok(stderr.includes('--entry 0: ') && stderr.includes('--entry 2: '), stderr)
    same((await command.run(['verify', '--entry', '2'], { input: text })).status, 1)
  })
}
