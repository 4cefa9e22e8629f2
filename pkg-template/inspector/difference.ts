// The difference between the body at hand and the one that was signed.
import { visibleCharacters } from './bytes.ts'
import { card, make } from './dom.ts'

/** The table of the comparison has this many rows and columns at most. */
const MOST_TOKENS = 1500
const SHOWN_CHARACTERS = 6000

interface Piece {
  kind: 'same' | 'added' | 'removed'
  text: string
}

/** `body` arrived here; `signed` leads to the signature. */
export function differenceCard(body: Uint8Array, signed: Uint8Array): HTMLElement {
  const pieces = compare(decode(body), decode(signed))
  const view = make(
    'pre.code.difference',
    { 'tabindex': '0', 'role': 'region', 'aria-label': 'The difference to the signed body' },
    ...cut(pieces).map(show)
  )
  const legend = make('p.hint', make('del', 'only here'), ' was added on the way; ', make('ins', 'only signed'), ' was lost on the way.')
  const more = `Proved: with this change the signature matches. ${body.length.toLocaleString('en')} bytes here, ${signed.length.toLocaleString('en')} signed.`
  return card('Difference to the signed body', { id: 'difference', more }, view, legend)
}

const decode = (bytes: Uint8Array) => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
const encode = (text: string) => new TextEncoder().encode(text)

const TAGS = { same: 'span', added: 'del', removed: 'ins' } as const

function show({ kind, text }: Piece): HTMLElement {
  return make(TAGS[kind], ...visibleCharacters(encode(text), kind !== 'same').pieces)
}

/** Long runs that are the same in both are shortened; the end may be left out. */
function cut(pieces: Piece[]): Piece[] {
  let left = SHOWN_CHARACTERS
  const shown: Piece[] = []
  for (const { kind, text } of pieces) {
    if (left <= 0) return [...shown, { kind: 'same', text: ' …' }]
    const short = kind === 'same' && text.length > 400 ? `${text.slice(0, 150)} … ${text.slice(-150)}` : text.slice(0, left)
    shown.push({ kind, text: short })
    left -= short.length
  }
  return shown
}

/** Words, runs of whitespace, and single signs. */
const tokenize = (text: string) => text.match(/\s+|[\p{L}\p{N}_]+|\S/gu) ?? []

/** `added` pieces are only in `here`, `removed` ones only in `signed`. */
export function compare(here: string, signed: string): Piece[] {
  const [one, other] = [tokenize(here), tokenize(signed)]
  let start = 0
  while (start < one.length && start < other.length && one[start] === other[start]) start++
  let end = 0
  while (end < one.length - start && end < other.length - start && one.at(-1 - end) === other.at(-1 - end)) end++
  const middle = compareTokens(one.slice(start, one.length - end), other.slice(start, other.length - end))
  return join([
    { kind: 'same', text: one.slice(0, start).join('') },
    ...middle,
    { kind: 'same', text: one.slice(one.length - end).join('') }
  ])
}

/** By a longest common subsequence; too many tokens are replaced as a whole. */
function compareTokens(one: string[], other: string[]): Piece[] {
  if (one.length > MOST_TOKENS || other.length > MOST_TOKENS)
    return [
      { kind: 'added', text: one.join('') },
      { kind: 'removed', text: other.join('') }
    ]
  const lengths = commonLengths(one, other)
  const at = (row: number, column: number) => lengths[row]?.[column] ?? 0
  const pieces: Piece[] = []
  let [row, column] = [0, 0]
  while (row < one.length || column < other.length) {
    if (row < one.length && column < other.length && one[row] === other[column]) {
      pieces.push({ kind: 'same', text: one[row++] ?? '' })
      column++
    } else if (column >= other.length || (row < one.length && at(row + 1, column) >= at(row, column + 1)))
      pieces.push({ kind: 'added', text: one[row++] ?? '' })
    else pieces.push({ kind: 'removed', text: other[column++] ?? '' })
  }
  return pieces
}

/** The length of the longest common subsequence of each pair of ends. */
function commonLengths(one: string[], other: string[]): Uint16Array[] {
  const lengths = Array.from({ length: one.length + 1 }, () => new Uint16Array(other.length + 1))
  for (let row = one.length - 1; row >= 0; row--) {
    const [current, below] = [lengths[row], lengths[row + 1]]
    if (!current || !below) continue
    for (let column = other.length - 1; column >= 0; column--)
      current[column] = one[row] === other[column] ? (below[column + 1] ?? 0) + 1 : Math.max(below[column] ?? 0, current[column + 1] ?? 0)
  }
  return lengths
}

/** Neighbors of one kind become one piece. */
function join(pieces: Piece[]): Piece[] {
  const joined: Piece[] = []
  for (const piece of pieces.filter(({ text }) => text !== '')) {
    const last = joined.at(-1)
    if (last?.kind === piece.kind) last.text += piece.text
    else joined.push({ ...piece })
  }
  return joined
}
