// `webhook-verifier diagnose`: why a delivery does not verify, and how to fix it.
import type { Finding } from 'webhook-verifier/diagnose'
import { savedFix } from './arrived-fixes.ts'
import type { Command, Values } from './command.ts'
import { DELIVERY, type GivenDelivery, PASTES, readDelivery } from './delivery.ts'
import { cutNotes, type NamedSecret, SECRETS, secretsOf, sourcesOf } from './secrets.ts'
import { plain, type Terminal } from './terminal.ts'
import { ageHint, clockOf, TIME, tolerancesOf } from './time-options.ts'
import { makeVerifier } from './verify.ts'

const REFUSED = 1

type Delivery = Pick<GivenDelivery, 'headers' | 'body'>

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
    const { verified, findings: found } = diagnoseWebhook({ headers, body, secrets, now, ...tolerancesOf(invocation.values) })
    const findings = receivedAt ? found.map(savedFix) : found
    const used = verified ? matching(given, { headers, body }, now, invocation.values) : given
    const cuts = cutNotes(used, verified)
    const sources = used.map(({ source }) => source)
    if (terminal.isJson) terminal.printJson({ verified, secrets: sources, findings, notes: [...notes, ...cuts] }, 2)
    else if (verified) showVerified(used, body, terminal)
    else showRefused(used, findings, terminal)
    if (!terminal.isJson && findings.some(({ code }) => code.startsWith('clock_'))) terminal.more(ageHint(invocation.values, receivedAt))
    terminal.caution(cuts)
    return verified ? 0 : REFUSED
  }
}

/** The secret that verifies the delivery. */
function matching(given: readonly NamedSecret[], delivery: Delivery, now: Date, values: Values): NamedSecret[] {
  const numbered = given.map((each, at) => ({ ...each, id: String(at) }))
  const verifier = makeVerifier(numbered, values, now)
  const verdict = verifier.safeVerify(delivery)
  verifier.dispose()
  return given.filter((_, at) => verdict.ok && verdict.event.keyId === String(at))
}

/** The reader has an endpoint that refused the delivery: the difference is there. */
function showVerified(used: readonly NamedSecret[], body: Uint8Array, terminal: Terminal): void {
  terminal.good('it verifies')
  terminal.more(sourcesOf(used))
  terminal.more('If your endpoint refused this delivery, it has another secret, another body or another clock. Find error.code in its log:')
  terminal.more(
    `- signature_mismatch: compare its secret with this one, and the length of its body with these ${body.length} bytes`,
    '    '
  )
  terminal.more('- timestamp_too_old, timestamp_in_future: compare its clock with the time of the sender', '    ')
}

function showRefused(used: readonly NamedSecret[], findings: Finding[], terminal: Terminal): void {
  terminal.bad(isExplained(findings) ? 'it does not verify' : 'it does not verify, and no known mistake explains it')
  terminal.more(sourcesOf(used))
  showFindings(findings, terminal)
}

const isExplained = (findings: Finding[]) => findings.some(({ certainty }) => certainty !== 'none')

const COLORS = { proved: 'green', likely: 'yellow', none: 'dim' } as const

export function showFindings(findings: readonly Finding[], terminal: Terminal): void {
  for (const { code, certainty, message, fix } of findings) {
    const mark = certainty === 'none' ? '' : `${terminal.paint(COLORS[certainty], certainty)} `
    terminal.more(`${mark}${terminal.paint('bold', code)}: ${plain(message)}`, '         ')
    const [first, ...others] = fix.split('\n')
    terminal.more(`       ${terminal.paint('cyan', 'fix')}: ${plain(first)}`, '         ')
    for (const line of others) terminal.more(`         ${plain(line)}`, '             ')
  }
}
