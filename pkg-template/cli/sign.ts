// `webhook-verifier sign`: a delivery as the provider would sign it, as text.
import { asCurl, asFetch, asHeaders, asHttp, asPowerShell } from '../lib/display/formats.ts'
import { parseUrl } from './args.ts'
import type { Command } from './command.ts'
import { EVENT, makeSigner } from './event.ts'
import { SECRETS, secretsOf, warnOfFlaw } from './secrets.ts'
import { escapeControls } from './terminal.ts'

const FORMATS = { headers: asHeaders, http: asHttp, curl: asCurl, powershell: asPowerShell, fetch: asFetch }
type Format = keyof typeof FORMATS

export const sign: Command = {
  name: 'sign',
  words: ['URL'],
  summary: 'make a signed delivery and print it, as headers, HTTP or a command',
  options: {
    ...EVENT,
    timestamp: { type: 'string', value: 'TIME', help: 'sign with this text as the timestamp (now)' },
    as: {
      type: 'string',
      value: 'FORMAT',
      choices: Object.keys(FORMATS),
      help: 'headers, http, fetch (JavaScript), powershell, or curl for bash, dash, zsh and fish (curl)'
    },
    ...SECRETS
  },
  examples: ['webhook-verifier sign http://localhost:3000/webhook', 'webhook-verifier sign --body-file body.json --as headers'],
  async run({ values, words: [target = 'http://localhost:3000/webhook'] }, terminal) {
    const url = parseUrl(target, 'URL').href
    const [given] = await secretsOf(values, terminal, { most: 1 })
    warnOfFlaw(given, terminal)
    const delivery = (await makeSigner(values, given.secret, terminal))()
    const format = (values.as ?? 'curl') as Format
    if (terminal.isJson) terminal.printJson({ url, ...delivery }, 2)
    else {
      const text = FORMATS[format](url, delivery)
      // JavaScript reads the escapes back. A raw request ends where its body ends.
      terminal.printExact(format === 'fetch' ? escapeControls(text) : text, { newline: format !== 'http' })
    }
    return 0
  }
}
