// `webhook-verifier sign`: a delivery as the provider would sign it, as text.
import { asCurl, asFetch, asHeaders, asHttp } from '../desk/formats.js'
import { EVENT, senderOf } from './event.js'
import { urlOf } from './flags.js'
import { SECRETS, secretsOf, warnOfFlaw } from './secrets.js'

const FORMATS = { headers: asHeaders, http: asHttp, curl: asCurl, fetch: asFetch }

export const sign = {
  name: 'sign',
  words: ['URL'],
  summary: 'make a signed delivery and print it, as headers, HTTP, curl or fetch',
  options: {
    ...EVENT,
    timestamp: { type: 'string', value: 'TIME', help: 'sign with this text for a time (now)' },
    as: { type: 'string', value: 'FORMAT', choices: Object.keys(FORMATS), help: `${Object.keys(FORMATS).join(', ')} (curl)` },
    ...SECRETS,
  },
  examples: ['webhook-verifier sign http://localhost:3000/webhook', 'webhook-verifier sign --body-file body.json --as headers'],
  async run({ values, words: [text = 'http://localhost:3000/webhook'] }, terminal) {
    const url = urlOf(text, 'URL').href
    const [given] = await secretsOf(values, terminal, { many: false })
    warnOfFlaw(given, terminal)
    const delivery = (await senderOf(values, given.secret, terminal))()
    const { as = 'curl' } = values
    if (terminal.isJson) terminal.print(JSON.stringify({ url, ...delivery }, null, 2))
    // A raw request ends where its body ends.
    else if (as === 'http') terminal.write(FORMATS.http(url, delivery))
    else terminal.print(FORMATS[as](url, delivery))
  },
}
