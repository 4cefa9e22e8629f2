// The result for a delivery, from the verdict down to its bytes.
import type { Finding } from 'webhook-verifier/diagnose'
import { type CheckState, checksOf } from '../lib/display/checks.ts'
import { hashedBytes } from './bytes.ts'
import { differenceCard } from './difference.ts'
import { card, make } from './dom.ts'
import type { Evaluation } from './evaluate.ts'
import { fixesFor } from './fixes.ts'
import { tabs } from './tabs.ts'
import { timeline } from './timeline.ts'
import { eventTree } from './tree.ts'

export interface Clock {
  now: Date
  ignoresAge: boolean
}

/** The parts below the verdict, in order. */
export function resultOf(evaluation: Evaluation, { now, ignoresAge }: Clock): HTMLElement[] {
  const { capture, event, error, findings, signedBody, unverified } = evaluation
  const [first, ...others] = findings
  const isSigned = hasMatchingHmac(evaluation)
  const signed = event ? event.signedAt.getTime() : claimedTime(evaluation)
  const parts = [
    first && frameworkCard(first.code),
    others.length > 0 ? card('Also found', { id: 'diagnosis' }, make('ol.findings', ...others.map(findingItem))) : undefined,
    signedBody && differenceCard(capture.body, signedBody),
    event || error ? checks(error?.code, ignoresAge) : undefined,
    timeline({ signed, now: now.getTime(), ignoresAge, isProved: isSigned }),
    hashedBytes(capture, isSigned),
    eventTree({ event, unverified, capture, isSigned })
  ]
  return parts.filter((part) => part !== undefined)
}

const stateOf = (code: string, check: string) => checksOf(code).find(({ name }) => name === check)?.state

const hasMatchingHmac = ({ event, error }: Evaluation): boolean =>
  event !== undefined || (error !== undefined && stateOf(error.code, 'hmac') === 'passed')

/** For the picture only: whether the timestamp is well-formed was checked before. */
function claimedTime({ capture: { headers } }: Evaluation): number {
  const [, text = ''] = headers.find(([name]) => name.toLowerCase() === 'x-webhook-timestamp') ?? []
  return /^\d{4}-\d\d-\d\dT.*(Z|[+-]\d\d:\d\d)$/.test(text) ? Date.parse(text) : NaN
}

interface Banner {
  kind: 'good' | 'bad' | 'open'
  mark: string
  title: string
  text: string
  /** The first finding: its cause is the verdict where it is proved. */
  finding?: Finding | undefined
  /** The code of the refusal. */
  code?: string | undefined
}

export function verdictOf({ event, error, problem, findings: [finding], unverified }: Evaluation): Banner {
  if (event) return { kind: 'good', mark: '✓', title: 'Genuine', text: nameOf(event) }
  if (error || problem !== undefined) return { kind: 'bad', mark: '✗', ...causeOf(error, problem, finding), finding, code: error?.code }
  const named = unverified ? `It says: ${nameOf(unverified)}. ` : ''
  return { kind: 'open', mark: '?', title: 'Not verified', text: `${named}Enter the signing secret to see whether it is genuine.` }
}

function causeOf(error: Evaluation['error'], problem = '', finding: Finding | undefined): { title: string; text: string } {
  const refusal = error ? `Refused: ${error.code}` : 'This secret cannot be used'
  if (finding?.certainty === 'proved') return { title: sentence(finding.message), text: ended(error ? refusal : sentence(problem)) }
  return { title: refusal, text: ended(sentence(finding?.message ?? error?.message ?? problem)) }
}

interface Named {
  name: string
  data: { id?: unknown }
}

const nameOf = ({ name, data }: Named) => `${name}${typeof data.id === 'string' ? ` of ${data.id}` : ''}`

const ended = (text: string) => (/[.?!]$/.test(text) ? text : `${text}.`)
const sentence = (text: string) => text.slice(0, 1).toUpperCase() + text.slice(1)

export function bannerOf({ kind, mark, title, text, finding, code }: Banner): HTMLElement {
  const cause = finding && make('p.cause', badgeOf(finding), ' ', make('code', finding.code))
  const fix = finding && make('p.remedy', make('strong', 'Fix: '), shortFix(finding))
  return make(
    `div.banner.${kind}`,
    { 'id': 'verdict', 'data-code': code },
    make('span.mark', { 'aria-hidden': 'true' }, mark),
    make('div', make('h2', title), make('p', text), fix, cause)
  )
}

const CERTAINTIES = {
  proved: 'with exactly this change the signature matches',
  likely: 'it looks like this',
  none: 'no known mistake explains it'
}

const badgeOf = ({ certainty }: Finding) =>
  make(`span.badge.${certainty}`, { title: CERTAINTIES[certainty] }, certainty === 'none' ? 'unexplained' : certainty)

function findingItem(finding: Finding): HTMLElement {
  const { code, certainty, message } = finding
  return make(
    `li.finding.${certainty}`,
    make('p', badgeOf(finding), ' ', make('code', code)),
    make('p', sentence(message)),
    make('p.fix', make('strong', 'Fix: '), finding.fix)
  )
}

/** The first line, where tabs below the verdict have the fix for each framework. */
function shortFix({ code, fix }: Finding): string {
  const [first = ''] = fix.split('\n')
  return fixesFor(code).length ? first.replace(/:$/, '') : fix
}

function frameworkCard(code: string): HTMLElement | undefined {
  const fixes = fixesFor(code)
  if (fixes.length === 0) return undefined
  const idOf = (at: number, part: string) => `fix-${at}-${part}`
  const list = make(
    'div.tabs.small',
    { 'role': 'tablist', 'aria-label': 'The fix in your framework' },
    ...fixes.map(({ framework }, at) =>
      make(
        'button',
        {
          'role': 'tab',
          'type': 'button',
          'id': idOf(at, 'tab'),
          'aria-controls': idOf(at, 'panel'),
          'aria-selected': String(at === 0),
          'tabindex': at === 0 ? '0' : '-1'
        },
        framework
      )
    )
  )
  const panels = fixes.map(({ code }, at) => {
    const panel = make(
      'pre.code',
      { 'role': 'tabpanel', 'id': idOf(at, 'panel'), 'aria-labelledby': idOf(at, 'tab'), 'tabindex': '0' },
      code
    )
    panel.hidden = at > 0
    return panel
  })
  tabs(list, (id) => panels.find((panel) => panel.id === id) ?? null)
  return card('The fix in your framework', { id: 'frameworks' }, list, ...panels)
}

const STATES: Record<CheckState, readonly [mark: string, word: string]> = {
  passed: ['✓', 'passed'],
  failed: ['✗', 'failed'],
  skipped: ['·', 'not reached']
}

/** Collapsed if all pass. */
function checks(code: string | undefined, ignoresAge: boolean): HTMLElement {
  const all = checksOf(code)
  const rows = all.map(({ name, title, rule, state }) => {
    const [mark, word] = STATES[state]
    const text = name === 'age' && ignoresAge && state === 'passed' ? 'ignored' : rule
    return make(
      `li.${state}`,
      make('span.mark', { 'aria-hidden': 'true' }, mark),
      make('span', make('span.title', title), ' ', make('span.rule', text)),
      make('span.state', word)
    )
  })
  const failed = all.find(({ state }) => state === 'failed')
  const summary = failed ? `${failed.title} failed` : `All ${all.length} passed`
  const details = make('details', make('summary', summary), make('ol.checks', ...rows)) as HTMLDetailsElement
  details.open = failed !== undefined
  return card('Checks', failed ? { id: 'checks', more: 'In this order; the first failure is the verdict.' } : { id: 'checks' }, details)
}
