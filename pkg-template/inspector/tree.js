// The event as a tree. What the signature covers and what anybody could have changed differ in colour, border and word.
import { budget, card, make, within } from './dom.js'

const OPEN_LEVELS = 3
const MOST_CHILDREN = 200

/** `isSigned` is for the body: that the HMAC has matched, whatever was refused after it. */
export function eventTree({ event, unverified, capture, isSigned }) {
  const payload = (event ?? unverified)?.payload
  const unsigned = capture.headers.filter(([name]) => !/^x-webhook-(timestamp|signature)$/i.test(name))
  const parts = budget()
  const label = isSigned ? 'Body: signed' : 'Body: not verified'
  const body =
    payload === undefined
      ? make('p.hint', 'The body is no JSON object, so there is no event in it.')
      : make('ul.tree', ...members(payload, 0, parts))
  return card(
    'Event',
    { id: 'event-tree' },
    make('div.legend', make('span.key.signed', 'signed'), make('span.key.unsigned', 'not signed: anybody on the way can change it')),
    make(`div.part.${isSigned ? 'signed' : 'unsigned'}`, make('h3', label), body),
    unsigned.length > 0 &&
      make(
        'div.part.unsigned',
        make('h3', 'Headers: not signed'),
        make('ul.tree', ...listed(parts, unsigned, ([name, value]) => leaf(name, make('span.text', value))))
      )
  )
}

const leaf = (name, value) => make('li', make('span.name', String(name)), ': ', value)

/** What is left out is said in a line of its own. */
const listed = (parts, list, each) =>
  within(parts, MOST_CHILDREN, list, each).map((part) => (typeof part === 'string' ? make('li.hint', part) : part))

const members = (value, depth, parts) => listed(parts, Object.entries(value), ([name, child]) => member(name, child, depth, parts))

function member(name, value, depth, parts) {
  if (value === null || typeof value !== 'object')
    return leaf(name, make(`span.${value === null ? 'word' : KINDS[typeof value]}`, JSON.stringify(value)))
  const size = Object.keys(value).length
  const brackets = Array.isArray(value) ? `[ ${size} ]` : `{ ${size} }`
  if (size === 0) return leaf(name, make('span.word', brackets))
  const list = make('ul')
  const details = make('details', make('summary', make('span.name', name), make('span.size', brackets)), list)
  const fill = (parts) => list.childElementCount === 0 && list.append(...members(value, depth + 1, parts))
  // Whoever opens one wants to see it, whatever is shown already.
  details.addEventListener('toggle', () => details.open && fill(budget(MOST_CHILDREN)))
  if (depth < OPEN_LEVELS && parts.left > 0) {
    details.open = true
    fill(parts)
  }
  return make('li', details)
}

const KINDS = { string: 'text', number: 'number', boolean: 'word' }
