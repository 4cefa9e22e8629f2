// `webhook-verifier diagnose`: why a delivery does not verify, and how to fix it.
import type { Finding } from 'webhook-verifier/diagnose'
import type { Command } from './command.ts'
import { DELIVERY, PASTES, readDelivery } from './delivery.ts'
import { cutNotes, SECRETS, secretsOf } from './secrets.ts'
import { plain, type Terminal } from './terminal.ts'
import { clockOf, SAVED_HINT, TIME, tolerancesOf } from './time-options.ts'

const REFUSED = 1

export const diagnose: Command = {
  name: 'diagnose',
  words: ['FILE'],
  summary: 'why does this delivery not verify, and how to fix it',
  more: PASTES,
  options: { ...DELIVERY, ...SECRETS, ...TIME },
  examples: ['webhook-verifier diagnose request.txt', 'pbpaste | webhook-verifier diagnose --secret-file .secret'],
  async run(invocation, terminal) {
    const { headers, body, notes, receivedAt } = await readDelivery(invocation, terminal)
    const given = await secretsOf(invocation.values, terminal)
    const secrets = given.map(({ secret }) => secret)
    const now = new Date(clockOf(invocation.values, receivedAt?.getTime()))
    const { diagnoseWebhook } = await import('webhook-verifier/diagnose')
    const { verified, findings } = diagnoseWebhook({ headers, body, secrets, now, ...tolerancesOf(invocation.values) })
    const cuts = cutNotes(given, verified)
    if (terminal.isJson) terminal.printJson({ verified, findings, notes: [...notes, ...cuts] }, 2)
    else show(verified, findings, terminal)
    terminal.caution(cuts)
    return verified ? 0 : REFUSED
  }
}

function show(verified: boolean, findings: Finding[], terminal: Terminal): void {
  if (verified) terminal.good('it verifies')
  else terminal.bad(isExplained(findings) ? 'it does not verify' : 'it does not verify, and no known mistake explains it')
  showFindings(findings, terminal)
  if (findings.some(({ code }) => code.startsWith('clock_'))) terminal.more(SAVED_HINT)
}

const isExplained = (findings: Finding[]) => findings.some(({ certainty }) => certainty !== 'none')

const COLORS = { proved: 'green', likely: 'yellow', none: 'dim' } as const

export function showFindings(findings: readonly Finding[], terminal: Terminal): void {
  for (const { code, certainty, message, fix } of findings) {
    const mark = certainty === 'none' ? '' : `${terminal.paint(COLORS[certainty], certainty)} `
    terminal.more(`${mark}${terminal.paint('bold', code)}: ${plain(message)}`, '         ')
    terminal.more(`       ${terminal.paint('cyan', 'fix')}: ${plain(fix)}`, '         ')
  }
}
