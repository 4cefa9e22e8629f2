// The event as a tree. Signed and unsigned parts differ in color, border and word.
import type { UnverifiedEvent, WebhookEvent } from 'webhook-verifier'
import type { Capture } from 'webhook-verifier/diagnose'
import { type Budget, budget, card, make, within } from './dom.ts'

const OPEN_LEVELS = 3
const MOST_CHILDREN = 200

interface Content {
  event?: WebhookEvent | undefined
  unverified?: UnverifiedEvent | undefined
  capture: Capture
  /** The HMAC matched, whatever check failed after it. */
  isSigned: boolean
}

export function eventTree({ event, unverified, capture, isSigned }: Content): HTMLElement {
  const payload = (event ?? unverified)?.payload
  const unsigned = capture.headers.filter(([name]) => !/^x-webhook-(timestamp|signature)$/i.test(name))
  const parts = budget()
  const body =
    payload === undefined
      ? make('p.hint', 'The body is not a JSON object, so it has no event.')
      : make('ul.tree', ...members(payload, 0, parts))
  return card(
    'Event',
    { id: 'event-tree' },
    make('div.legend', make('span.key.signed', 'signed'), make('span.key.unsigned', 'not covered by the signature')),
    make(`div.part.${isSigned ? 'signed' : 'unsigned'}`, make('h3', isSigned ? 'Body: signed' : 'Body: not verified'), body),
    unsigned.length > 0 &&
      make(
        'div.part.unsigned',
        make('h3', 'Headers: not signed'),
        make('ul.tree', ...listed(parts, unsigned, ([name, value]) => leaf(name, make('span.text', value))))
      )
  )
}

const leaf = (name: string, value: HTMLElement) => make('li', make('span.name', name), ': ', value)

/** A line of its own says how many are left out. */
const listed = <Item>(parts: Budget, list: readonly Item[], each: (item: Item) => HTMLElement) =>
  within(parts, MOST_CHILDREN, list, each).map((part) => (typeof part === 'string' ? make('li.hint', part) : part))

const members = (value: object, depth: number, parts: Budget): HTMLElement[] =>
  listed(parts, Object.entries(value), ([name, child]) => member(name, child, depth, parts))

const KINDS: Readonly<Record<string, string>> = { string: 'text', number: 'number', boolean: 'word', object: 'word' }

function member(name: string, value: unknown, depth: number, parts: Budget): HTMLElement {
  if (value === null || typeof value !== 'object') return leaf(name, make(`span.${KINDS[typeof value]}`, JSON.stringify(value)))
  const size = Object.keys(value).length
  const brackets = Array.isArray(value) ? `[ ${size} ]` : `{ ${size} }`
  if (size === 0) return leaf(name, make('span.word', brackets))
  const list = make('ul')
  const details = make('details', make('summary', make('span.name', name), make('span.size', brackets)), list) as HTMLDetailsElement
  const fill = (limit: Budget) => list.childElementCount === 0 && list.append(...members(value, depth + 1, limit))
  // A user who opens one wants its members, however many are shown already.
  details.addEventListener('toggle', () => details.open && fill(budget(MOST_CHILDREN)))
  if (depth < OPEN_LEVELS && parts.left > 0) {
    details.open = true
    fill(parts)
  }
  return make('li', details)
}
