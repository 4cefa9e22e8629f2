// The age of a delivery on a small time line: the window around now, and where the signing falls.
import { ageText } from '../lib/display/age.ts'
import { card, make } from './dom.js'

const WINDOW = { old: -300, ahead: 60 }
/** Seconds to a place on the line: linear near now, logarithmic far off, so that a day and a minute both fit. */
const spread = (seconds) => Math.sign(seconds) * Math.log1p(Math.abs(seconds) / 60)

export function timeline({ signed, now, isAgeless }) {
  if (!Number.isFinite(signed)) return undefined
  const offset = (signed - now) / 1000
  const [from, to] = [spread(Math.min(WINDOW.old * 2.5, offset * 1.6)), spread(Math.max(WINDOW.ahead * 4, offset * 1.6))]
  const place = (seconds) => `${(((spread(seconds) - from) / (to - from)) * 100).toFixed(2)}%`
  const at = (element, seconds) => {
    element.style.left = place(seconds)
    return element
  }
  const band = at(make('div.band'), WINDOW.old)
  band.style.right = `calc(100% - ${place(WINDOW.ahead)})`
  const isInside = offset >= WINDOW.old && offset <= WINDOW.ahead
  const line = make(
    'div.line',
    { 'aria-hidden': 'true' },
    band,
    at(make('span.tick', '−5 min'), WINDOW.old),
    at(make('span.tick.now', 'now'), 0),
    at(make('span.tick', '+1 min'), WINDOW.ahead),
    at(make(`span.mark.${isInside ? 'inside' : 'outside'}`), offset)
  )
  const where = isInside ? 'inside' : isAgeless ? 'outside, which is ignored here,' : 'outside'
  const words = `Signed ${ageText(signed, now)}, at ${new Date(signed).toISOString()}; ${where} the window of 5 minutes back and 1 ahead.`
  return card('Age', { id: 'age' }, line, make('p', words))
}
