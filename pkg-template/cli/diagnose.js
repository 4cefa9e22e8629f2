// `webhook-verifier diagnose`: why a delivery does not verify, and what to do.
import { DELIVERY, deliveryOf, PASTES } from './delivery.js'
import { cutsOf, SECRETS, secretsOf } from './secrets.js'
import { plain } from './terminal.js'
import { clockOf, KEPT, WINDOW, windowOf } from './time-options.js'

const REFUSED = 1

export const diagnose = {
  name: 'diagnose',
  words: ['FILE'],
  summary: 'why does this delivery not verify, and how to fix it',
  more: PASTES,
  options: { ...DELIVERY, ...SECRETS, ...WINDOW },
  examples: ['webhook-verifier diagnose request.txt', 'pbpaste | webhook-verifier diagnose --secret-file .secret'],
  async run(flags, terminal) {
    const { headers, body, notes } = await deliveryOf(flags, terminal)
    const given = await secretsOf(flags.values, terminal)
    const secrets = given.map(({ secret }) => secret)
    const now = new Date(clockOf(flags.values))
    const { diagnoseWebhook } = await import('webhook-verifier/diagnose')
    const { verified, findings } = diagnoseWebhook({ headers, body, secrets, now, ...windowOf(flags.values) })
    const cuts = cutsOf(given, verified)
    if (terminal.isJson) terminal.print(JSON.stringify({ verified, findings, notes: [...notes, ...cuts] }, null, 2))
    else show(verified, findings, terminal)
    terminal.caution(cuts)
    return verified ? 0 : REFUSED
  }
}

function show(verified, findings, terminal) {
  if (verified) terminal.good('it verifies')
  else terminal.bad(isExplained(findings) ? 'it does not verify' : 'it does not verify, and no known mistake explains it')
  showFindings(findings, terminal)
  if (findings.some(({ code }) => code.startsWith('clock_'))) terminal.more(KEPT)
}

const isExplained = (findings) => findings.some(({ certainty }) => certainty !== 'none')

const COLORS = { proved: 'green', likely: 'yellow' }

export function showFindings(findings, terminal) {
  for (const { code, certainty, message, fix } of findings) {
    const mark = certainty === 'none' ? '' : `${terminal.paint(COLORS[certainty], certainty)} `
    terminal.more(`${mark}${terminal.paint('bold', code)}: ${plain(message)}`)
    terminal.more(`       ${terminal.paint('cyan', 'fix')}: ${plain(fix)}`)
  }
}
