// What an endpoint did with the attacks. For people as text, for programs as fields and JSON.

import { HINDRANCES } from './verdicts.js'

const TITLES = {
  letIn: 'LET IN (answered 2xx, or handled)',
  knockedOver: 'KNOCKED OVER (answered 5xx, or not at all)',
  notJudged: 'NOT JUDGED',
}

/** What no sender can see. It stands below every report, as nobody reads it elsewhere. */
const LIMITS = `A refusal says that a delivery was refused, not why: by the check of its signature, or by a limit of size, type or
rate in front of it. Whether the work was done all the same, only handledCount() tells.`

const MOST = 8

const WHO = {
  anyone: 'by anyone',
  eavesdropper: 'by whoever has captured a delivery',
  sender: 'by whoever gets the sender to sign it',
}

export class Report {
  /** Of the genuine deliveries, first and last: `{ name, status, problem }`. */
  genuine = []
  refused = []
  letIn = []
  knockedOver = []
  notJudged = []

  constructor(target) {
    this.target = target
  }

  get ok() {
    // Where nothing was refused, nothing was tried.
    const isProved = this.refused.length > 0 && !this.notJudged.some(({ reason }) => HINDRANCES.includes(reason))
    return isProved && !this.letIn.length && !this.knockedOver.length && this.genuine.every(({ problem }) => !problem)
  }

  toJSON() {
    const { target, ok, genuine, letIn, knockedOver, notJudged } = this
    return { target, ok, genuine, refused: this.refused.length, letIn, knockedOver, notJudged }
  }

  toString() {
    const sections = Object.keys(TITLES).filter((name) => this[name].length)
    return [this.#sum(), ...sections.map((name) => `${TITLES[name]}\n${linesOf(this[name])}`), LIMITS].join('\n\n')
  }

  #sum() {
    const counts = [`${this.refused.length} refused`, `${this.letIn.length} let in`, `${this.knockedOver.length} knocked over`]
    const title = `${this.target}: ${[...counts, `${this.notJudged.length} not judged`].join(', ')}`
    return [title, ...this.genuine.map((each) => `${each.name}: ${each.problem ?? each.status}`)].join('\n')
  }
}

/** The worst first; attacks that come to the same thing under one line. */
function linesOf(findings) {
  const groups = new Map()
  for (const who of Object.keys(WHO)) {
    for (const finding of findings.filter(({ attacker }) => attacker === who)) {
      const title = finding.reason ?? `${WHO[who]}: ${finding.allows}`
      groups.set(title, [...(groups.get(title) ?? []), finding])
    }
  }
  return [...groups].map(([title, members]) => [`  ${title}`, ...shown(members)].join('\n')).join('\n')
}

/** Of what was not even sent, some say as much as all. */
function shown(members) {
  const [first, ...others] = members
  const isSent = members.some(({ status }) => status !== null)
  return isSent || !first.reason || others.length < MOST ? members.map(lineOf) : [lineOf(first), `    - and ${others.length} more`]
}

const lineOf = ({ name, status, detail }) => `    - ${name}${status === null ? '' : ` (${status})`}${detail ? `: ${detail}` : ''}`
