// Mistakes with the secret.
import { COMPACT, headersOf, mistake, SECRET } from './sender.mjs'
import { shell } from './tools.mjs'

const HEX = '9f1c2d4e5a6b7c8d9e0f9f1c2d4e5a6b'
const BASE64 = Buffer.from('a key of some thirty-two bytes !?').toString('base64')
const BASE64URL = Buffer.from('??>>~~ a key of thirty-two bytes').toString('base64url')
/** A delivery that the sender signs with `key`, where `secrets` are given. */
const under = (name, key, secrets, proved, more) =>
  mistake(name, { headers: headersOf(COMPACT, { key }), secrets: [secrets].flat(), proved: [proved].flat(), ...more })

const file = shell(`printf '%s' '${SECRET}' > a; echo "$(cat a)"`).toString()
const line = `WEBHOOK_SECRET="${SECRET}"\n`
/** As Docker reads an --env-file: all that stands behind the first equals sign. */
const envFile = (text) => text.trimEnd().slice(text.indexOf('=') + 1)

export const secrets = () => [
  under('a secret from a file that echo wrote', SECRET, file, 'secret_white_space'),
  under('a secret with the line end of Windows', SECRET, `${SECRET}\r\n`, 'secret_white_space'),
  under('a secret pasted with a space in front', SECRET, ` ${SECRET}`, 'secret_white_space'),
  under('a secret with a written-out line end, from JSON in YAML', SECRET, JSON.stringify(file).slice(1, -1), 'secret_white_space'),
  under('a secret that the sender has with a newline, and $(cat) took it off', file, shell('cat f', { f: file }).toString().trimEnd(), 'secret_white_space_missing'),
  under('quotes in an --env-file of Docker', SECRET, envFile(line), 'secret_quoted'),
  under('the whole line of a .env file', SECRET, `WEBHOOK_SECRET=${SECRET}`, 'secret_with_name'),
  under('the whole line, with export', SECRET, `export WEBHOOK_SECRET=${SECRET}`, 'secret_with_name'),
  under('the whole line, quotes and newline too', SECRET, line, ['secret_white_space', 'secret_with_name', 'secret_quoted']),
  under('two secrets in one variable', SECRET, `whsec_old,${SECRET}`, 'secret_is_list'),
  under('a prefix that is not part of the key', SECRET.slice(6), SECRET, 'secret_prefix_kept'),
  under('a prefix that was cut off', SECRET, SECRET.slice(6), 'secret_prefix_dropped'),
  under('a secret as Standard Webhooks mean it', Buffer.from(BASE64, 'base64'), `whsec_${BASE64}`, ['secret_prefix_kept', 'secret_encoded']),
  under('base64 that stands for bytes', Buffer.from(BASE64, 'base64'), BASE64, 'secret_encoded'),
  under('base64url that stands for bytes', Buffer.from(BASE64URL, 'base64url'), BASE64URL, 'secret_encoded'),
  under('hex that stands for bytes', Buffer.from(HEX, 'hex'), HEX, 'secret_encoded'),
  under('a Kubernetes secret, base64 of what echo printed', SECRET, shell(`echo '${SECRET}' | base64`).toString().trim(), ['secret_encoded', 'secret_white_space']),
  under('base64 that was decoded', BASE64, { hex: Buffer.from(BASE64, 'base64').toString('hex') }, 'secret_decoded'),
  under('base64url that was decoded', BASE64URL, { hex: Buffer.from(BASE64URL, 'base64url').toString('hex') }, 'secret_decoded'),
  under('hex that was decoded', HEX, { hex: HEX }, 'secret_decoded'),
  under('a secret out of a URL', 'k+y/with=signs', encodeURIComponent('k+y/with=signs'), 'secret_url_encoded'),
  under('a secret out of a form', 'key with spaces', new URLSearchParams({ s: 'key with spaces' }).toString().slice(2), 'secret_url_encoded'),
  under('a secret with percent signs that was decoded', 'k%2By%2Fx', decodeURIComponent('k%2By%2Fx'), 'secret_url_encoded'),
  under('hex in upper case', HEX, HEX.toUpperCase(), 'secret_hex_case'),
  under('an unset variable in a template', SECRET, `${process.env.THERE_IS_NO_SUCH_VARIABLE}`, [], { likely: ['secret_unset'] }),
  under('an unset variable', SECRET, [null], [], { likely: ['secret_unset'] }),
  under('an unset variable beside a good secret', SECRET, [SECRET, null], [], { likely: ['secret_unset'] }),
  under('an empty variable', SECRET, '', [], { likely: ['secret_unset'] }),
  under('an unset variable at the sender', `${process.env.THERE_IS_NO_SUCH_VARIABLE}`, SECRET, 'sender_secret_unset'),
  under('the fifth of the secrets', SECRET, ['a', 'b', 'c', 'd', SECRET], 'secret_not_in_use'),
  under('a secret that has expired', SECRET, [{ id: 'new', secret: 'whsec_new' }, { id: 'old', secret: SECRET, notAfter: '2025-12-31T00:00:00.000Z' }], 'secret_expired'),
  under('a secret that has a newline at the sender too', file, file, 'secret_refused'),
  under('quite another secret', 'whsec_live_other', SECRET, [], { likely: ['unexplained'] }),
]
