// `webhook-verifier sign`: a delivery as the provider would sign it, as text.
import { asCurl, asFetch, asHeaders, asHttp, asPowerShell } from '../lib/display/formats.ts'
import { EVENT, senderOf } from './event.js'
import { urlOf } from './args.js'
import { SECRETS, secretsOf, warnOfFlaw } from './secrets.js'
import { escapeControls } from './terminal.js'

const FORMATS = { headers: asHeaders, http: asHttp, curl: asCurl, powershell: asPowerShell, fetch: asFetch }
/** JavaScript reads the escapes back. */
const ESCAPABLE = 'fetch'

export const sign = {
  name: 'sign',
  words: ['URL'],
  summary: 'make a signed delivery and print it, as headers, HTTP or a command',
  options: {
    ...EVENT,
    timestamp: { type: 'string', value: 'TIME', help: 'sign with this text for a time (now)' },
    as: {
      type: 'string',
      value: 'FORMAT',
      choices: Object.keys(FORMATS),
      help: 'headers, http, fetch (JavaScript), powershell, or curl for bash, dash, zsh and fish (curl)'
    },
    ...SECRETS
  },
  examples: ['webhook-verifier sign http://localhost:3000/webhook', 'webhook-verifier sign --body-file body.json --as headers'],
  async run({ values, words: [text = 'http://localhost:3000/webhook'] }, terminal) {
    const url = urlOf(text, 'URL').href
    const [given] = await secretsOf(values, terminal, { many: false })
    warnOfFlaw(given, terminal)
    const delivery = (await senderOf(values, given.secret, terminal))()
    const { as = 'curl' } = values
    if (terminal.isJson) terminal.print(JSON.stringify({ url, ...delivery }, null, 2))
    else {
      const text = FORMATS[as](url, delivery)
      // A raw request ends where its body ends.
      terminal.printExact(as === ESCAPABLE ? escapeControls(text) : text, { newline: as !== 'http' })
    }
  }
}
