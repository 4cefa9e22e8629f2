// Elements. Text is inserted as text only: nothing of a delivery is ever parsed as HTML.

type Listener = (event: any) => unknown
export type Attributes = Record<string, string | Listener | undefined>
export type Child = Node | string | undefined | null | false

/** `make('p.hint', { id }, 'text', child)`: a tag with classes, attributes and listeners, children. */
export function make(selector: string, ...parts: Array<Attributes | Child>): HTMLElement {
  const [tag = 'div', ...classes] = selector.split('.')
  const element = document.createElement(tag)
  if (classes.length) element.className = classes.join(' ')
  for (const part of parts) {
    if (part === undefined || part === null || part === false) continue
    if (typeof part === 'string' || part instanceof Node) element.append(part)
    else setAll(element, part)
  }
  return element
}

function setAll(element: HTMLElement, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(name.slice('on'.length), value)
    else if (value !== undefined) element.setAttribute(name, value)
  }
}

export function byId<Kind extends HTMLElement = HTMLElement>(id: string): Kind {
  const element = document.getElementById(id)
  if (!element) throw new Error(`the page has no #${id}`)
  return element as Kind
}

/** A part of the result, under a heading. */
export function card(title: string, { id, more }: { id: string; more?: string }, ...children: Child[]): HTMLElement {
  const heading = `${id}-title`
  const head: Child[] = [make('h2', { id: heading }, title), more !== undefined && make('p.hint', more)]
  return make('section.card', { id, 'aria-labelledby': heading }, ...head, ...children)
}

const MOST_PARTS = 2000

/** The number of parts that may still be shown: more of them freeze a page. */
export interface Budget {
  left: number
}

export const budget = (left: number = MOST_PARTS): Budget => ({ left })

/** Makes as many parts as the budget allows, and a line that says how many are left out. */
export function within<Item>(
  limit: Budget,
  most: number,
  list: readonly Item[],
  each: (item: Item) => HTMLElement
): Array<HTMLElement | string> {
  const shown = list.slice(0, Math.max(0, Math.min(most, limit.left)))
  limit.left -= shown.length
  const parts = shown.map((item) => each(item))
  return list.length > shown.length ? [...parts, `… and ${list.length - shown.length} more`] : parts
}
