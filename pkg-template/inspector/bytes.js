// The signed bytes, with what cannot be seen made visible.
import { card, make } from './dom.js'

const SHOWN = 6000

/** Characters that look like nothing, or like another: each with the sign that stands for it, and its name. */
const SIGNS = {
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
  '\ufffd': ['U+FFFD', 'replacement character: bytes were lost when this was read as text']
}
/** And all other control and formatting characters, by their number. */
const SPECIAL = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\u00a0\ufffd]/u

export function signedBytes({ headers, body }) {
  const timestamp = headers.filter(([name]) => name.toLowerCase() === 'x-webhook-timestamp').map(([, value]) => value)
  const { pieces, strange } = charactersOf(body)
  const dot = make('span.dot', { 'title': 'the dot between timestamp and body', 'role': 'img', 'aria-label': 'the boundary: a dot' }, '.')
  const time = timestamp.length ? make('span.time', timestamp[0]) : make('span.sign', { title: 'missing' }, 'no timestamp')
  const view = make('pre.code.bytes', { 'tabindex': '0', 'role': 'region', 'aria-label': 'The signed bytes' }, time, dot, ...pieces)
  const hidden = [...strange].map(([name, count]) => `${count} × ${name}`).join(', ')
  return card(
    'Signed bytes',
    { id: 'bytes', more: `The HMAC covers exactly these: the timestamp, a dot, and the body of ${count(body.length)}.` },
    view,
    make('p.hint', hidden ? `Marked: ${hidden}.` : 'No invisible or damaged characters in the body.')
  )
}

const count = (bytes) => `${bytes.toLocaleString('en')} byte${bytes === 1 ? '' : 's'}`

/** Runs of plain text and signs between them; bytes that are no UTF-8 in hex. */
function charactersOf(body) {
  const pieces = []
  const strange = new Map()
  const mark = (sign, name, after = '') => {
    strange.set(name, (strange.get(name) ?? 0) + 1)
    pieces.push(make(after ? 'span.sign.usual' : 'span.sign', { title: name }, sign), after)
  }
  let run = ''
  const end = () => {
    if (run) pieces.push(run)
    run = ''
  }
  for (const character of decoded(body.subarray(0, SHOWN))) {
    if (typeof character === 'string' && !SPECIAL.test(character)) {
      run += character
      continue
    }
    end()
    if (typeof character === 'number') mark(character.toString(16).padStart(2, '0'), 'byte that is not UTF-8')
    else mark(...signOf(character), character === '\n' ? '\n' : '')
  }
  end()
  if (body.length > SHOWN) pieces.push(make('span.sign', `… and ${count(body.length - SHOWN)} more`))
  return { pieces, strange }
}

function signOf(character) {
  if (SIGNS[character]) return SIGNS[character]
  const code = `U+${character.codePointAt(0).toString(16).toUpperCase().padStart(4, '0')}`
  return [code, code]
}

/** Characters, and numbers for the bytes that are in none. */
function* decoded(bytes) {
  const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  for (let at = 0; at < bytes.length; ) {
    const length = [1, 2, 3, 4].find((length) => isCharacter(strict, bytes.subarray(at, at + length)))
    yield length ? strict.decode(bytes.subarray(at, at + length)) : bytes[at]
    at += length ?? 1
  }
}

function isCharacter(strict, bytes) {
  try {
    return strict.decode(bytes) !== ''
  } catch {
    return false
  }
}
