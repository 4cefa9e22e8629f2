// The report of the attacks on an endpoint. For people as text, for programs as fields and JSON.

import { CAUSES, FIXES } from './causes.ts'
import type { Attacker, AttackReport, ControlFinding, Finding } from './types.ts'
import { HINDRANCES } from './verdicts.ts'

const TITLES = {
  accepted: 'ACCEPTED (answered 2xx, or handled)',
  hardening: 'ACCEPTED, SIGNED WITH YOUR SECRET (hardening: only the sender could send these)',
  crashed: 'CRASHED (answered 5xx, or not at all)',
  inconclusive: 'INCONCLUSIVE'
}

/** The limits of a sender's view, at the end of each report. */
const LIMITS = `A refusal says that a delivery was refused, not why: by the check of its signature, or by a limit of size, type or
rate in front of it. Whether the work was done all the same, only countHandled() tells.`

const MOST = 8

const WHO: Record<Attacker, string> = {
  anyone: 'by anyone',
  eavesdropper: 'by anyone who captured a delivery',
  sender: 'only if the sender itself signs it'
}

export class Report implements AttackReport {
  /** The genuine deliveries, first and last: `{ name, status, problem }`. */
  readonly controls: ControlFinding[] = []
  readonly refused: Finding[] = []
  readonly accepted: Finding[] = []
  readonly crashed: Finding[] = []
  readonly inconclusive: Finding[] = []
  readonly target: string

  constructor(target: string) {
    this.target = target
  }

  get ok(): boolean {
    // Where nothing was refused, nothing was tried.
    const isProved = this.refused.length > 0 && !this.inconclusive.some(({ reason }) => HINDRANCES.includes(reason))
    return isProved && !this.accepted.length && !this.crashed.length && this.controls.every(({ problem }) => !problem)
  }

  toJSON(): ReturnType<AttackReport['toJSON']> {
    const { target, ok, controls, accepted, crashed, inconclusive } = this
    return { target, ok, controls, refused: this.refused.length, accepted, crashed, inconclusive }
  }

  toString(): string {
    const isHardening = ({ attacker }: Finding) => attacker === 'sender'
    const accepted = this.accepted.filter((finding) => !isHardening(finding))
    const { crashed, inconclusive } = this
    const parts = { accepted, hardening: this.accepted.filter(isHardening), crashed, inconclusive }
    const sections = (Object.keys(TITLES) as (keyof typeof TITLES)[]).filter(
      (name) => parts[name].length && (this.#isUp || name !== 'inconclusive')
    )
    const limits = this.refused.length ? [LIMITS] : []
    return [this.#sum(), ...sections.map((name) => `${TITLES[name]}\n${linesOf(parts[name])}`), ...limits].join('\n\n')
  }

  /** Else no attack was sent, for one and the same reason. */
  get #isUp(): boolean {
    return !this.controls[0]?.problem
  }

  #sum(): string {
    const [first] = this.controls
    if (first?.problem) return `${this.target}: no attack was sent\n${first.name} ${first.problem}`
    const counts = [`${this.refused.length} refused`, `${this.accepted.length} accepted`, `${this.crashed.length} crashed`]
    const title = `${this.target}: ${[...counts, `${this.inconclusive.length} inconclusive`].join(', ')}`
    return [title, ...this.controls.map((each) => `${each.name}: ${each.problem ?? each.status}`)].join('\n')
  }
}

type Members = readonly [Finding, ...Finding[]]

/** The worst first; attacks that come to the same thing under one line, with their fix. */
function linesOf(findings: readonly Finding[]): string {
  const groups = new Map<string, Members>()
  for (const who of Object.keys(WHO) as Attacker[]) {
    for (const finding of findings.filter(({ attacker }) => attacker === who)) {
      const title = finding.reason ?? `${WHO[who]}: ${causeOf(finding)}`
      const members = groups.get(title)
      groups.set(title, members ? [...members, finding] : [finding])
    }
  }
  return [...groups].map(([title, members]) => [`  ${title}`, ...fixOf(members[0]), ...shown(members)].join('\n')).join('\n')
}

const kindOf = ({ name }: Finding): string => name.replace(/:.*/, '')

/** Of what the sender would have to sign, all of a kind come from one omission. */
const causeOf = (finding: Finding): string => (finding.attacker === 'sender' ? (CAUSES[kindOf(finding)] ?? finding.impact) : finding.impact)

function fixOf(finding: Finding): string[] {
  const fix = finding.reason ? undefined : FIXES[kindOf(finding)]
  return fix ? [`    fix: ${fix}`] : []
}

/** Of what was not even sent, one says as much as all. */
function shown(members: Members): string[] {
  const isSent = members.some(({ status }) => status !== null)
  if (members.length <= MOST + 1) return members.map(lineOf)
  const first = members.slice(0, isSent || !members[0].reason ? MOST : 1)
  return [...first.map(lineOf), `    - and ${members.length - first.length} more`]
}

const lineOf = ({ name, status, detail }: Finding): string =>
  `    - ${name}${status === null ? '' : ` (${status})`}${detail ? `: ${detail}` : ''}`
