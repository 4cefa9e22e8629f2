// What the page says of a delivery, from the verdict down to its bytes.
import { checksOf } from '../lib/display/checks.ts'
import { signedBytes } from './bytes.js'
import { card, make } from './dom.js'
import { timeline } from './timeline.js'
import { eventTree } from './tree.js'

const STATES = { passed: ['✓', 'passed'], failed: ['✗', 'failed'], skipped: ['·', 'not reached'] }

/** The parts of the result, in order. */
export function resultOf(judged, { now, isAgeless }) {
  const { capture, event, error, problem, findings = [], unverified } = judged
  const parts = [verdict(judged)]
  if (findings.length || error || problem) parts.push(diagnosis(findings))
  if (event || error) parts.push(checks(error?.code, isAgeless))
  const signed = event ? event.signedAt.getTime() : momentOf(capture)
  parts.push(
    timeline({ signed, now: now.getTime(), isAgeless }),
    signedBytes(capture),
    eventTree({ event, unverified, capture, isSigned: isSigned(judged) })
  )
  return parts.filter(Boolean)
}

const isSigned = ({ event, error }) =>
  Boolean(event) || (error && checksOf(error.code).find(({ name }) => name === 'hmac').state === 'passed')

/** For the picture only: whether the timestamp is well-formed, and the window, were judged before. */
function momentOf({ headers }) {
  const [, text] = headers.find(([name]) => name.toLowerCase() === 'x-webhook-timestamp') ?? []
  return /^\d{4}-\d\d-\d\dT.*(Z|[+-]\d\d:\d\d)$/.test(text) ? Date.parse(text) : NaN
}

function verdict({ event, error, problem }) {
  if (event) return banner('good', '✓', 'Genuine', `${event.name}${typeof event.data.id === 'string' ? ` of ${event.data.id}` : ''}`)
  if (error) return banner('bad', '✗', `Refused: ${error.code}`, error.message.replace(/ \(diagnoseWebhook .+\)$/, ''))
  if (problem) return banner('bad', '✗', 'This secret cannot be one', problem)
  return banner('open', '?', 'Not verified', 'Enter the signing secret above to see whether this delivery is genuine.')
}

export const banner = (kind, mark, title, text) =>
  make(
    `div.banner.${kind}`,
    { id: 'verdict' },
    make('span.mark', { 'aria-hidden': 'true' }, mark),
    make('div', make('h2', title), make('p', text))
  )

function diagnosis(findings) {
  if (!findings.length)
    return card(
      'Diagnosis',
      { id: 'diagnosis' },
      make('p', 'No known mistake explains it. Compare the secret with the sender’s, and get the raw bytes of a delivery as they arrive.')
    )
  return card('Diagnosis', { id: 'diagnosis' }, make('ol.findings', ...findings.map(finding)))
}

const finding = ({ code, certainty, message, fix }) =>
  make(
    `li.finding.${certainty}`,
    make('p', make(`span.badge.${certainty}`, { title: CERTAINTIES[certainty] }, certainty), ' ', make('code', code)),
    make('p', message),
    make('p.fix', make('strong', 'Fix: '), fix)
  )

const CERTAINTIES = {
  proved: 'with exactly this change the signature matches',
  likely: 'it looks like this',
  none: 'no known mistake explains it'
}

function checks(code, isAgeless) {
  const rows = checksOf(code).map(({ name, title, state }) => {
    const [mark, word] = STATES[state]
    const text = name === 'age' && isAgeless && state === 'passed' ? 'Its age, which is ignored' : title
    return make(`li.${state}`, make('span.mark', { 'aria-hidden': 'true' }, mark), make('span', text), make('span.state', word))
  })
  return card('Checks', { id: 'checks', more: 'In this order; the first that fails is the verdict.' }, make('ol.checks', ...rows))
}
