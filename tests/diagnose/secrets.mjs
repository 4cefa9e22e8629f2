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
  under('a secret from a file that echo wrote', SECRET, file, 'secret_whitespace'),
  under('a secret with the line end of Windows', SECRET, `${SECRET}\r\n`, 'secret_whitespace'),
  under('a secret pasted with a space in front', SECRET, ` ${SECRET}`, 'secret_whitespace'),
  under('a secret with a written-out line end, from JSON in YAML', SECRET, JSON.stringify(file).slice(1, -1), 'secret_whitespace'),
  under(
    'a secret that the sender has with a newline, and $(cat) took it off',
    file,
    shell('cat f', { f: file }).toString().trimEnd(),
    'secret_whitespace_missing'
  ),
  under('quotes in an --env-file of Docker', SECRET, envFile(line), 'secret_quoted'),
  under('the whole line of a .env file', SECRET, `WEBHOOK_SECRET=${SECRET}`, 'secret_with_name'),
  under('the whole line, with export', SECRET, `export WEBHOOK_SECRET=${SECRET}`, 'secret_with_name'),
  under('the whole line, quotes and newline too', SECRET, line, ['secret_whitespace', 'secret_with_name', 'secret_quoted']),
  under('two secrets in one variable', SECRET, `whsec_old,${SECRET}`, 'secret_is_list'),
  under('a prefix that is not part of the key', SECRET.slice(6), SECRET, 'secret_prefix_kept'),
  under('a prefix that was cut off', SECRET, SECRET.slice(6), 'secret_prefix_dropped'),
  under('a secret as Standard Webhooks mean it', Buffer.from(BASE64, 'base64'), `whsec_${BASE64}`, [
    'secret_prefix_kept',
    'secret_encoded'
  ]),
  under('base64 that stands for bytes', Buffer.from(BASE64, 'base64'), BASE64, 'secret_encoded'),
  under('base64url that stands for bytes', Buffer.from(BASE64URL, 'base64url'), BASE64URL, 'secret_encoded'),
  under('hex that stands for bytes', Buffer.from(HEX, 'hex'), HEX, 'secret_encoded'),
  under('a Kubernetes secret, base64 of what echo printed', SECRET, shell(`echo '${SECRET}' | base64`).toString().trim(), [
    'secret_encoded',
    'secret_whitespace'
  ]),
  under('base64 that was decoded', BASE64, { hex: Buffer.from(BASE64, 'base64').toString('hex') }, 'secret_decoded'),
  under('base64url that was decoded', BASE64URL, { hex: Buffer.from(BASE64URL, 'base64url').toString('hex') }, 'secret_decoded'),
  under('hex that was decoded', HEX, { hex: HEX }, 'secret_decoded'),
  under('a secret out of a URL', 'k+y/with=signs', encodeURIComponent('k+y/with=signs'), 'secret_url_encoded'),
  under(
    'a secret out of a form',
    'key with spaces',
    new URLSearchParams({ s: 'key with spaces' }).toString().slice(2),
    'secret_url_encoded'
  ),
  under('a secret with percent signs that was decoded', 'k%2By%2Fx', decodeURIComponent('k%2By%2Fx'), 'secret_url_encoded'),
  under('hex in upper case', HEX, HEX.toUpperCase(), 'secret_hex_case'),
  under('an unset variable in a template', SECRET, `${process.env.THERE_IS_NO_SUCH_VARIABLE}`, [], { likely: ['secret_unset'] }),
  under('an unset variable', SECRET, [null], [], { likely: ['secret_unset'] }),
  under('an unset variable beside a good secret', SECRET, [SECRET, null], [], { likely: ['secret_unset'] }),
  under('an empty variable', SECRET, '', [], { likely: ['secret_unset'] }),
  under('an unset variable at the sender', `${process.env.THERE_IS_NO_SUCH_VARIABLE}`, SECRET, 'sender_secret_unset'),
  under('the fifth of the secrets', SECRET, ['a', 'b', 'c', 'd', SECRET], 'secret_not_in_use'),
  under(
    'a secret that has expired',
    SECRET,
    [
      { id: 'new', secret: 'whsec_new' },
      { id: 'old', secret: SECRET, notAfter: '2025-12-31T00:00:00.000Z' }
    ],
    'secret_expired'
  ),
  under('a secret that has a newline at the sender too', file, file, 'secret_refused'),
  under('the whole value of a secret manager', SECRET, JSON.stringify({ WEBHOOK_SECRET: SECRET, OTHER: 'x' }), 'secret_is_json'),
  under(
    'the whole value of a secret manager, indented, a newline in its secret',
    SECRET,
    JSON.stringify({ webhook: { secret: `${SECRET}\n` } }, null, 2),
    ['secret_is_json', 'secret_whitespace']
  ),
  under('a zero-width space from a web page', SECRET, `whsec_\u200b${SECRET.slice(6)}`, 'secret_whitespace'),
  under('a byte order mark and a zero-width joiner', SECRET, `\ufeff${SECRET.slice(0, 9)}\u200d${SECRET.slice(9)}`, 'secret_whitespace'),
  under('a non-breaking space at the end', SECRET, `${SECRET}\u00a0`, 'secret_whitespace'),
  under('a non-breaking space for a space', 'key with spaces', 'key\u00a0with spaces', 'secret_whitespace'),
  under('a line that fold wrapped', SECRET, shell(`printf '%s' '${SECRET}' | fold -w 12`).toString(), 'secret_whitespace'),
  under('a line that an editor wrapped and indented', SECRET, `${SECRET.slice(0, 12)}\n    ${SECRET.slice(12)}`, 'secret_whitespace'),
  under('letters in upper case', 'hook_key_of_letters', 'hook_key_of_letters'.toUpperCase(), 'secret_letter_case'),
  under('letters in lower case', 'HOOK-KEY-OF-LETTERS', 'HOOK-KEY-OF-LETTERS'.toLowerCase(), 'secret_letter_case'),
  under('a prefix in upper case', SECRET, SECRET.replace('whsec', 'WHSEC'), 'secret_letter_case'),
  under('plus signs that a form decoded', 'k+y/with+signs', new URLSearchParams('s=k+y/with+signs').get('s'), 'secret_url_encoded'),
  under('the scheme of an Authorization header', SECRET, `Bearer ${SECRET}`, 'secret_with_name'),
  under('the whole Authorization header', SECRET, `Authorization: Bearer ${SECRET}`, 'secret_with_name'),
  under(
    'an id with bars in it',
    SECRET,
    [
      { id: 'new', secret: 'whsec_new' },
      { id: 'prod|2026-01', secret: SECRET, notAfter: '2025-12-31T00:00:00.000Z' }
    ],
    'secret_expired'
  ),
  under('quite another secret', 'whsec_live_other', SECRET, [], { none: ['unexplained'] })
]
