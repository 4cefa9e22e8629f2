// The hashed bytes, with invisible characters made visible.
import type { Capture } from 'webhook-verifier/diagnose'
import { card, type Child, make } from './dom.ts'

const SHOWN = 6000

/** Invisible or confusing characters: each with its sign and its name. */
const SIGNS: Readonly<Record<string, readonly [sign: string, name: string]>> = {
  '\r': ['CR', 'carriage return'],
  '\n': ['↵', 'line feed'],
  '\t': ['TAB', 'tab'],
  '\u0000': ['NUL', 'NUL'],
  '\u007f': ['DEL', 'delete'],
  '\u00a0': ['NBSP', 'no-break space'],
  '\u00ad': ['SHY', 'soft hyphen'],
  '\u200b': ['ZWSP', 'zero-width space'],
  '\u200c': ['ZWNJ', 'zero-width non-joiner'],
  '\u200d': ['ZWJ', 'zero-width joiner'],
  '\u2028': ['LS', 'line separator'],
  '\u2029': ['PS', 'paragraph separator'],
  '\ufeff': ['BOM', 'byte order mark'],
  '\ufffd': ['U+FFFD', 'replacement character: bytes were lost when this was decoded']
}
/** All other control and format characters are shown by their number. */
const SPECIAL = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\u00a0\ufffd]/u

/** `isSigned`: the HMAC matched, whatever check failed after it. */
export function hashedBytes({ headers, body }: Capture, isSigned: boolean): HTMLElement {
  const [, timestamp] = headers.find(([name]) => name.toLowerCase() === 'x-webhook-timestamp') ?? []
  const { pieces, special } = visibleCharacters(body.subarray(0, SHOWN))
  if (body.length > SHOWN) pieces.push(make('span.sign', `… and ${countBytes(body.length - SHOWN)} more`))
  const dot = make('span.dot', { 'title': 'the dot between timestamp and body', 'role': 'img', 'aria-label': 'the boundary: a dot' }, '.')
  const time = timestamp === undefined ? make('span.sign', { title: 'missing' }, 'no timestamp') : make('span.time', timestamp)
  const label = isSigned ? 'Signed bytes' : 'Bytes your server would hash'
  const view = make('pre.code.bytes', { 'tabindex': '0', 'role': 'region', 'aria-label': 'The hashed bytes' }, time, dot, ...pieces)
  const marked = [...special].map(([name, count]) => `${count} × ${name}`).join(', ')
  const parts = `the timestamp, a dot, and the body of ${countBytes(body.length)}.`
  return card(
    label,
    {
      id: 'bytes',
      more: isSigned ? `The HMAC covers exactly these: ${parts}` : `Your server would compute the HMAC of exactly these: ${parts}`
    },
    view,
    make('p.hint', marked ? `Marked: ${marked}.` : 'No invisible or damaged characters in the body.')
  )
}

const countBytes = (bytes: number) => `${bytes.toLocaleString('en')} byte${bytes === 1 ? '' : 's'}`

/** Runs of plain text with signs between them; bytes that are not UTF-8 in hex. `marksSpaces` shows spaces too. */
export function visibleCharacters(bytes: Uint8Array, marksSpaces = false): { pieces: Child[]; special: Map<string, number> } {
  const pieces: Child[] = []
  const special = new Map<string, number>()
  let run = ''
  const endRun = () => {
    if (run) pieces.push(run)
    run = ''
  }
  const mark = ([sign, name]: readonly [string, string], after = '') => {
    endRun()
    special.set(name, (special.get(name) ?? 0) + 1)
    pieces.push(make(after ? 'span.sign.usual' : 'span.sign', { title: name }, sign), after)
  }
  for (const character of decode(bytes)) {
    if (typeof character === 'number') mark([character.toString(16).padStart(2, '0'), 'byte that is not UTF-8'])
    else if (SPECIAL.test(character)) mark(signOf(character), character === '\n' ? '\n' : '')
    else run += marksSpaces && character === ' ' ? '␣' : character
  }
  endRun()
  return { pieces, special }
}

function signOf(character: string): readonly [string, string] {
  const code = `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
  return SIGNS[character] ?? [code, code]
}

/** Characters, and numbers for bytes outside any character. */
function* decode(bytes: Uint8Array): Generator<string | number> {
  const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  for (let at = 0; at < bytes.length; ) {
    const length = [1, 2, 3, 4].find((length) => isCharacter(strict, bytes.subarray(at, at + length)))
    yield length ? strict.decode(bytes.subarray(at, at + length)) : (bytes[at] ?? 0)
    at += length ?? 1
  }
}

function isCharacter(strict: TextDecoder, bytes: Uint8Array): boolean {
  try {
    return strict.decode(bytes) !== ''
  } catch {
    return false
  }
}
