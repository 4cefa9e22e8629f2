// `webhook-verifier verify`: the verdict on one delivery.
import { WebhookVerifier } from 'webhook-verifier'
import { checksOf } from '../lib/display/checks.ts'
import { ageText } from '../lib/display/age.ts'
import { DELIVERY, deliveryOf, PASTES } from './delivery.js'
import { cutsOf, flawOf, SECRETS, secretsOf } from './secrets.js'
import { plain } from './terminal.js'
import { UsageError } from './errors.js'
import { clockOf, KEPT, WINDOW, windowOf } from './time-options.js'

const REFUSED = 1

export const verify = {
  name: 'verify',
  words: ['FILE'],
  summary: 'is this delivery genuine, and if not, which check says so',
  more: PASTES,
  options: { ...DELIVERY, ...SECRETS, ...WINDOW },
  examples: ['webhook-verifier verify request.txt', 'pbpaste | webhook-verifier verify --ignore-age --json'],
  async run(flags, terminal) {
    const delivery = await deliveryOf(flags, terminal)
    const secrets = await secretsOf(flags.values, terminal)
    const verifier = verifierOf(secrets, flags.values)
    const result = verifier.safeVerify(delivery)
    verifier.dispose()
    const cuts = cutsOf(secrets, result.ok)
    if (terminal.isJson) terminal.print(JSON.stringify(jsonOf(result, [...delivery.notes, ...cuts]), null, 2))
    else if (result.ok) showEvent(result.event, clockOf(flags.values), terminal)
    else showRefusal(result.error, flags, terminal)
    terminal.caution(cuts)
    return result.ok ? 0 : REFUSED
  }
}

/** A secret that cannot be one is the caller's mistake, as elsewhere. */
export function verifierOf(given, values) {
  const flawed = given.find(({ secret }) => flawOf(secret))
  if (flawed) throw new UsageError(`${flawed.id} ${flawOf(flawed.secret)}`)
  const secrets = given.map(({ id, secret }) => ({ id, secret }))
  try {
    return new WebhookVerifier({ secrets, now: () => new Date(clockOf(values)), ...windowOf(values) })
  } catch (error) {
    throw error instanceof TypeError || error instanceof RangeError ? new UsageError(error.message) : error
  }
}

const jsonOf = ({ ok, event, error }, notes) => ({
  verified: ok,
  ...(ok ? { event } : { error }),
  checks: statesOf(error?.code),
  notes
})

const statesOf = (code) => Object.fromEntries(checksOf(code).map(({ name, state }) => [name, state]))

export function showEvent({ name, data, signedAt, keyId, typeSigned, unsigned }, now, terminal) {
  const id = typeof data.id === 'string' ? ` of ${plain(data.id)}` : ''
  terminal.good(`genuine: ${terminal.paint('bold', plain(name))}${id}`)
  terminal.more(`signed ${ageText(signedAt.getTime(), now)}, at ${signedAt.toISOString()}, with ${plain(keyId ?? 'the secret')}`)
  if (!typeSigned) terminal.more('the event is named by a header only, which nobody signed')
  if (unsigned.deliveryId !== null) terminal.more(terminal.paint('dim', `delivery id ${plain(unsigned.deliveryId)}, which nobody signed`))
}

/** Without the hint: the command line has hints of its own. */
export const reasonOf = ({ message }) => plain(message)

function showRefusal(error, { words: [path], values }, terminal) {
  terminal.bad(`refused: ${terminal.paint('bold', error.code)}`)
  terminal.more(reasonOf(error))
  terminal.more(
    terminal.paint(
      'dim',
      `checks: ${checksOf(error.code)
        .map(({ name, state }) => `${MARKS[state]} ${name}`)
        .join('  ')}`
    )
  )
  if (error.code.startsWith('timestamp_')) return terminal.more(KEPT)
  const file = path === undefined || path === '-' ? '' : ` ${path}`
  const options = Object.keys(values).length ? ', with the same options' : ''
  terminal.more(`Why? npx webhook-verifier diagnose${plain(file)}${options}`)
}

const MARKS = { passed: '✓', failed: '✗', skipped: '·' }
