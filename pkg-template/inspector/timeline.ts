// The age of a delivery on a time line: the tolerance around the evaluated time, and the time of signing.
import { FUTURE_TOLERANCE_SECONDS, TOLERANCE_SECONDS } from '../lib/contract/defaults.ts'
import { ageText } from '../lib/display/age.ts'
import { card, make } from './dom.ts'

const TOLERANCE = { old: -TOLERANCE_SECONDS, ahead: FUTURE_TOLERANCE_SECONDS }
/** Seconds to a place on the line: linear near now, logarithmic farther off, so that a day and a minute both fit. */
const spread = (seconds: number) => Math.sign(seconds) * Math.log1p(Math.abs(seconds) / 60)

interface Age {
  signed: number
  now: number
  ignoresAge: boolean
  /** Without a matching HMAC, the timestamp is anyone's claim. */
  isProved: boolean
}

export function timeline({ signed, now, ignoresAge, isProved }: Age): HTMLElement | undefined {
  if (!Number.isFinite(signed)) return undefined
  const offset = (signed - now) / 1000
  const [from, to] = [spread(Math.min(TOLERANCE.old * 2.5, offset * 1.6)), spread(Math.max(TOLERANCE.ahead * 4, offset * 1.6))]
  const place = (seconds: number) => `${(((spread(seconds) - from) / (to - from)) * 100).toFixed(2)}%`
  const at = (element: HTMLElement, seconds: number) => {
    element.style.left = place(seconds)
    return element
  }
  const band = at(make('div.band'), TOLERANCE.old)
  band.style.right = `calc(100% - ${place(TOLERANCE.ahead)})`
  const isInside = offset >= TOLERANCE.old && offset <= TOLERANCE.ahead
  const mark = isProved ? (isInside ? 'inside' : 'outside') : 'unknown'
  const line = make(
    `div.line${isProved ? '' : '.unproved'}`,
    { 'aria-hidden': 'true' },
    band,
    at(make('span.tick', '−5 min'), TOLERANCE.old),
    at(make('span.tick.now', 'now'), 0),
    at(make('span.tick', '+1 min'), TOLERANCE.ahead),
    at(make(`span.mark.${mark}`), offset)
  )
  return card('Age', { id: 'age' }, line, make(isProved ? 'p' : 'p.hint', describe({ signed, now, ignoresAge, isProved }, isInside)))
}

function describe({ signed, now, ignoresAge, isProved }: Age, isInside: boolean): string {
  const time = `${ageText(signed, now)}, at ${new Date(signed).toISOString()}`
  if (!isProved) return `Not proved, as no signature matched. The timestamp header says: ${time}.`
  const place = isInside ? 'within' : ignoresAge ? 'outside, which is ignored here,' : 'outside'
  return `Signed ${time}; ${place} the tolerance of 5 minutes back and 1 minute ahead.`
}
