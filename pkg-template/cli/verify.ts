// `webhook-verifier verify`: the verdict on one delivery.
import { type WebhookError, type WebhookEvent, WebhookVerifier } from 'webhook-verifier'
import { ageText } from '../lib/display/age.ts'
import { type CheckState, checksOf } from '../lib/display/checks.ts'
import type { Command, Invocation, Values } from './command.ts'
import { DELIVERY, PASTES, readDelivery } from './delivery.ts'
import { UsageError } from './errors.ts'
import { cutNotes, flawOf, type NamedSecret, type Note, SECRETS, secretsOf, sourcesOf } from './secrets.ts'
import { plain, type Terminal } from './terminal.ts'
import { ageHint, clockOf, TIME, tolerancesOf } from './time-options.ts'

const REFUSED = 1

type Verdict = ReturnType<WebhookVerifier['safeVerify']>

export const verify: Command = {
  name: 'verify',
  words: ['FILE'],
  summary: 'is this delivery genuine, and if not, which check fails',
  more: PASTES,
  options: { ...DELIVERY, ...SECRETS, ...TIME },
  examples: ['webhook-verifier verify request.txt', 'pbpaste | webhook-verifier verify --ignore-age --json'],
  async run(invocation, terminal) {
    const { headers, body, notes, receivedAt } = await readDelivery(invocation, terminal)
    const secrets = await secretsOf(invocation.values, terminal)
    const verifier = makeVerifier(secrets, invocation.values, receivedAt)
    const verdict = verifier.safeVerify({ headers, body })
    verifier.dispose()
    const cuts = cutNotes(secrets, verdict.ok)
    if (terminal.isJson) terminal.printJson(toJson(verdict, [...notes, ...cuts]), 2)
    else if (verdict.ok) showEvent(verdict.event, clockOf(invocation.values, receivedAt?.getTime()), terminal)
    else showRefusal(verdict.error, { invocation, secrets, receivedAt }, terminal)
    terminal.caution(cuts)
    return verdict.ok ? 0 : REFUSED
  }
}

const FLAW_HINT = 'diagnose reads a delivery with such a secret, and names the mistake'

/** A secret that no verifier takes is the caller's mistake. Without --now, a saved delivery is evaluated at its arrival. */
export function makeVerifier(given: readonly NamedSecret[], values: Values, receivedAt?: Date): WebhookVerifier {
  const flawed = given.find(({ secret }) => flawOf(secret))
  if (flawed) throw new UsageError(`${flawed.id} ${flawOf(flawed.secret)}`, FLAW_HINT)
  const secrets = given.map(({ id, secret }) => ({ id, secret }))
  // For a flag that is not a time, before anything is received.
  clockOf(values)
  try {
    return new WebhookVerifier({ secrets, now: () => new Date(clockOf(values, receivedAt?.getTime())), ...tolerancesOf(values) })
  } catch (error) {
    throw error instanceof TypeError || error instanceof RangeError ? new UsageError(error.message) : error
  }
}

const toJson = ({ ok, ...result }: Verdict, notes: Note[]) => ({
  verified: ok,
  ...result,
  checks: Object.fromEntries(checksOf('error' in result ? result.error.code : undefined).map(({ name, state }) => [name, state])),
  notes
})

export function showEvent({ name, data, signedAt, keyId, typeSigned, unsigned }: WebhookEvent, now: number, terminal: Terminal): void {
  const id = typeof data.id === 'string' ? ` of ${plain(data.id)}` : ''
  terminal.good(`genuine: ${terminal.paint('bold', plain(name))}${id}`)
  terminal.more(`signed ${ageText(signedAt.getTime(), now)}, at ${signedAt.toISOString()}, with ${plain(keyId ?? 'the secret')}`)
  if (!typeSigned) terminal.more('only a header names the event, which is not covered by the signature')
  if (unsigned.deliveryId !== null)
    terminal.more(terminal.paint('dim', `delivery id ${plain(unsigned.deliveryId)}, not covered by the signature`))
}

/** Without the hint: the command line has hints of its own. */
export const reasonOf = ({ message }: { message: string }): string => plain(message)

const STATES: Record<CheckState, string> = { passed: 'passed', failed: 'failed', skipped: 'not reached' }

function describeChecks(code: string): string {
  const checks = checksOf(code)
  const parts = (['passed', 'failed', 'skipped'] as const).map((state) => {
    const titles = checks.filter((check) => check.state === state).map(({ title }) => title)
    return titles.length ? `${STATES[state]}: ${titles.join(', ')}` : ''
  })
  return parts.filter(Boolean).join('; ')
}

interface Inputs {
  invocation: Invocation
  secrets: readonly NamedSecret[]
  receivedAt: Date | undefined
}

function showRefusal(error: WebhookError, { invocation, secrets, receivedAt }: Inputs, terminal: Terminal): void {
  const {
    words: [path],
    values
  } = invocation
  terminal.bad(`refused: ${terminal.paint('bold', error.code)}`)
  terminal.more(reasonOf(error))
  terminal.more(terminal.paint('dim', describeChecks(error.code)), '    ')
  if (error.code === 'signature_mismatch') terminal.more(sourcesOf(secrets))
  terminal.more(error.code.startsWith('timestamp_') ? ageHint(values, receivedAt) : diagnoseHint(path, values))
}

function diagnoseHint(path: string | undefined, values: Values): string {
  const file = path === undefined || path === '-' ? '' : ` ${path}`
  const options = Object.keys(values).length ? ', with the same options' : ''
  return `Why? npx webhook-verifier diagnose${plain(file)}${options}`
}
