// Promises about keys: a text for a text. Ids are the sender's, so a key may have any character.
import { type Promised, shown } from './under-test.ts'

/** Texts that a database, an encoding or a comparison takes for one another. */
const TEXTS = [
  'a',
  'A',
  'a ',
  ' a',
  'a\n',
  'a\0',
  'a\0b',
  'á',
  'a\u0301',
  '\ud800',
  '\udc00',
  '\ufffd',
  '\u{1f600}',
  '%',
  '_',
  '*',
  'a:b',
  'a/b',
  '"',
  "'",
  '\\',
  'constructor',
  '__proto__',
  `${'x'.repeat(511)}1`,
  `${'x'.repeat(511)}2`
]
const HINT = 'a database may change text: store JSON.stringify(key), which is ASCII but for letters, or a digest'

export const keys: Record<string, Promised> = {
  async 'keys that differ are apart'(store) {
    const prefix = store.freshKey()
    const names = TEXTS.map((text) => `${prefix}${text}`)
    // Each with an owner of its own: an owner gets its claim again.
    const answers = await Promise.all(names.map((key, index) => store.claim(key, `owner ${index}`)))
    const taken = answers.findIndex((answer) => answer !== 'claimed')
    if (taken >= 0) throw new Error(`the key that ends in ${shown(TEXTS[taken] ?? '')} was taken for another; ${HINT}`)
    const [first = ''] = names
    await store.complete(first, 'owner 0')
    await store.expect('done', first, 'b', 'after complete')
    await Promise.all(
      names.slice(1).map((key, index) => store.expect('in_progress', key, 'b', `for ${shown(TEXTS[index + 1] ?? '')}; ${HINT}`))
    )
  },
  async 'names of Object.prototype are keys like others'(store) {
    for (const key of ['__proto__', 'constructor', 'toString']) {
      const answer = await store.claim(key, store.freshKey(), { lease: 0.001, keep: 0.001 })
      if (!['claimed', 'in_progress'].includes(answer)) throw new Error(`claim of ${key} resolved to ${String(answer)}`)
    }
  }
}
