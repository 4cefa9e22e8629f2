// `webhook-verifier attack`: forgeries sent to an endpoint, and a report of those it accepts.
import { numberOf, urlOf } from './args.js'
import { SECRETS, secretsOf } from './secrets.js'
import { plain, withoutLogin } from './terminal.js'
import { Unreachable, UNREACHABLE, UsageError } from './errors.js'
import { verifierOf } from './verify.js'

const FAILED = 1
const OWN = 'i-own-it'

export const attack = {
  name: 'attack',
  words: ['URL'],
  summary: 'send forgeries to your endpoint, and report which it accepts',
  more: `Whether a replay is handled twice shows only in your data: assertRejectsForgeries of webhook-verifier/testing takes countHandled.
Begins and ends with a valid delivery, so the endpoint does some work: use a test secret and no production data.
What is not on this machine is attacked only with --${OWN}: a system of somebody else’s is not yours to test.`,
  options: {
    [OWN]: { type: 'boolean', help: 'the URL is not on this machine, but mine, or I have its owner’s leave' },
    timeout: { type: 'string', value: 'SECONDS', help: 'how long to wait for each answer (10)' },
    ...SECRETS
  },
  examples: ['webhook-verifier attack http://localhost:3000/webhook'],
  async run({ values, words: [text] }, terminal) {
    if (text === undefined) throw new UsageError('attack what? give a URL', 'webhook-verifier attack http://localhost:3000/webhook')
    const url = urlOf(text, 'URL')
    if (!isHere(url) && !values[OWN]) {
      throw new UsageError(
        `${url.host} is not this machine, and these are forgeries`,
        `if it is yours, or you have its owner’s leave, say so with --${OWN}`
      )
    }
    const timeoutSeconds = numberOf(values, 'timeout', { least: 1, most: 600, otherwise: 10 })
    const secrets = await secretsOf(values, terminal, { many: false })
    verifierOf(secrets, {}).dispose()
    const [{ secret }] = secrets
    const { attackEndpoint } = await import('webhook-verifier/testing')
    const report = await attackEndpoint(url.href, { secret, timeoutSeconds, onProgress: progressOn(terminal) })
    const [{ status, problem }] = report.controls
    if (status === null && !terminal.isJson) throw new Unreachable(withoutLogin(`the first valid delivery ${problem}`))
    terminal.print(withoutLogin(terminal.isJson ? JSON.stringify(report, null, 2) : String(report)))
    if (status === null) return UNREACHABLE
    return report.ok ? 0 : FAILED
  }
}

/** The names that never leave the machine: RFC 6761 section 6.3 and the loopback addresses. */
const isHere = ({ hostname }) => /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/.test(hostname)

/** One line that is written over, on a terminal only. */
function progressOn(terminal) {
  if (terminal.isJson || !terminal.isInteractive || !process.stderr.isTTY) return undefined
  const line = (text) => process.stderr.write(`\r\u001b[K${text}`)
  return ({ done, total, name }) => line(done === total ? '' : `${done}/${total} ${plain(name).slice(0, 60)}`)
}
