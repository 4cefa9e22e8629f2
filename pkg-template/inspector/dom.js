// Elements. Text goes in as text only: nothing of a delivery is ever read as HTML.

/** `make('p.hint', { id }, 'text', child)`: a tag with classes, properties and attributes, children. */
export function make(what, ...children) {
  const [tag, ...classes] = what.split('.')
  const element = document.createElement(tag)
  if (classes.length) element.className = classes.join(' ')
  const [first] = children
  const isAttributes = Object.getPrototypeOf(first ?? '') === Object.prototype
  if (isAttributes) for (const [name, value] of Object.entries(children.shift())) set(element, name, value)
  element.append(...children.filter((child) => child !== undefined && child !== null && child !== false))
  return element
}

function set(element, name, value) {
  if (name.startsWith('on')) element.addEventListener(name.slice(2), value)
  else element.setAttribute(name, value)
}

export const byId = (id) => document.getElementById(id)

/** A part of the result, under a heading. */
export function card(title, { id, more }, ...children) {
  const heading = `${id}-title`
  return make(
    'section.card',
    { 'id': id, 'aria-labelledby': heading },
    make('h2', { id: heading }, title),
    more && make('p.hint', more),
    ...children
  )
}

const MOST_PARTS = 2000

/** How many parts of a delivery are still to be shown: a page of more of them freezes. */
export const budget = (left = MOST_PARTS) => ({ left })

/** `each` of as many as the budget allows, and a line that says how many are left out. */
export function within(budget, most, list, each) {
  const shown = list.slice(0, Math.max(0, Math.min(most, budget.left)))
  budget.left -= shown.length
  const parts = shown.map((one) => each(one))
  return list.length > shown.length ? [...parts, `… and ${list.length - shown.length} more`] : parts
}
