// Mistakes of what is signed, and of how the signature is spelled: most of them at the sender.
import { changed, COMPACT, headersOf, hmac, messageOf, mistake, SECRET, signatureOf, TIME } from './sender.mjs'
import { php, python } from './tools.mjs'

const signs = (name, message, proved) => mistake(name, { headers: headersOf(COMPACT, { message }), proved: [proved] })

const signedStrings = () => [
  signs('the body alone', COMPACT, 'signed_body_only'),
  signs('no dot', TIME + COMPACT, 'signed_without_dot'),
  signs('a colon', `${TIME}:${COMPACT}`, 'signed_other_separator'),
  signs('a newline', `${TIME}\n${COMPACT}`, 'signed_other_separator'),
  signs('the dot in front', `.${TIME}${COMPACT}`, 'signed_other_separator'),
  signs('body, dot, timestamp', `${COMPACT}.${TIME}`, 'signed_other_order'),
  signs('the delivery id in front', `dlv_1.${TIME}.${COMPACT}`, 'signed_with_id'),
  mistake('the timestamp cut at its own dot', {
    headers: changed(headersOf(COMPACT), { 'X-Webhook-Timestamp': TIME.split('.')[0] }),
    body: `${TIME.split('.')[1]}.${COMPACT}`,
    proved: ['signed_boundary_moved']
  })
]

/** The sender signs `signed`, and the header has become `header`. */
const respelled = (name, signed, header, more = {}) =>
  mistake(name, {
    headers: changed(headersOf(COMPACT, { time: signed }), { 'X-Webhook-Timestamp': String(header) }),
    proved: ['timestamp_reformatted'],
    ...more
  })

const iso = (text, expression) =>
  python(`(lambda t: ${expression})(__import__('datetime').datetime.fromisoformat(body.decode().replace('Z', '+00:00')))`, text).toString()
const timestamps = () => [
  respelled('whole seconds through new Date().toISOString()', '2026-01-01T00:00:00Z', new Date('2026-01-01T00:00:00Z').toISOString()),
  respelled("milliseconds through Python's isoformat", TIME, iso(TIME, 't.isoformat()')),
  respelled('+00:00 through new Date().toISOString()', '2026-01-01T00:00:00+00:00', new Date('2026-01-01T00:00:00+00:00').toISOString()),
  respelled(
    'microseconds of Python through new Date().toISOString()',
    '2026-01-01T00:00:00.120000+00:00',
    new Date('2026-01-01T00:00:00.120000+00:00').toISOString()
  ),
  respelled('milliseconds through PHP, which prints DATE_ATOM', TIME, php('(new DateTime($body))->format(DATE_ATOM)', TIME)),
  respelled('Unix seconds signed', Math.floor(Date.parse(TIME) / 1000), TIME),
  respelled('Unix milliseconds signed', Date.parse(TIME), TIME),
  respelled('toUTCString()', TIME, new Date(TIME).toUTCString()),
  respelled("Python's str(datetime)", TIME, iso(TIME, 'str(t)')),
  mistake('Unix seconds in the header, and signed', {
    headers: headersOf(COMPACT, { time: '1767225600' }),
    proved: ['timestamp_malformed']
  }),
  mistake('a time without a zone, signed so', {
    headers: headersOf(COMPACT, { time: '2026-01-01T00:00:00' }),
    proved: ['timestamp_malformed']
  })
]

const spelled = (name, signature, proved, more = {}) =>
  mistake(name, { headers: headersOf(COMPACT, { signature }), proved: [proved].flat(), ...more })

const message = messageOf(COMPACT)
const hex = hmac(message).digest('hex')
const signatures = () => [
  spelled('upper-case digits', `sha256=${hex.toUpperCase()}`, 'signature_upper_case'),
  spelled('all in upper case', `SHA256=${hex.toUpperCase()}`, 'signature_upper_case'),
  spelled('no prefix', hex, 'signature_prefix_missing'),
  spelled('the prefix twice', `sha256=sha256=${hex}`, 'signature_prefix_doubled'),
  spelled('base64', `sha256=${hmac(message).digest('base64')}`, 'signature_base64'),
  spelled('base64 without prefix', hmac(message).digest('base64'), ['signature_prefix_missing', 'signature_base64']),
  spelled('base64url', `sha256=${hmac(message).digest('base64url')}`, 'signature_base64'),
  spelled(
    "PHP's base64_encode(hash_hmac(…)) of the hex digits",
    `sha256=${php(`base64_encode(hash_hmac('sha256', $body, '${SECRET}'))`, message)}`,
    'signature_base64'
  ),
  spelled('quotes around it', JSON.stringify(`sha256=${hex}`), 'signature_wrapped'),
  spelled('SHA-1', `sha1=${hmac(message, SECRET, 'sha1').digest('hex')}`, [], { likely: ['signature_other_provider'] }),
  spelled('SHA-1 under our prefix', `sha256=${hmac(message, SECRET, 'sha1').digest('hex')}`, [], { likely: ['signature_other_algorithm'] }),
  spelled('SHA-512', `sha512=${hmac(message, SECRET, 'sha512').digest('hex')}`, [], { likely: ['signature_other_algorithm'] }),
  spelled('cut at 64 characters, as by VARCHAR(64)', `sha256=${hex}`.slice(0, 64), 'signature_truncated'),
  spelled('cut at 20 characters', `sha256=${hex}`.slice(0, 20), [], { likely: ['signature_truncated'] }),
  spelled('no hex at all', 'sha256=signature', [], { likely: ['signature_malformed'] }),
  spelled("Stripe's spelling", `t=1767225600,v1=${hmac(`1767225600.${COMPACT}`).digest('hex')}`, [], {
    likely: ['signature_other_provider']
  }),
  mistake("GitHub's header", {
    headers: [
      ['X-GitHub-Event', 'push'],
      ['X-Hub-Signature-256', signatureOf(COMPACT)]
    ],
    proved: ['signed_body_only', 'signature_other_provider']
  }),
  mistake("Standard Webhooks' headers", {
    headers: [
      ['webhook-id', 'msg_1'],
      ['webhook-timestamp', '1767225600'],
      ['webhook-signature', `v1,${hmac(`msg_1.1767225600.${COMPACT}`, 'other').digest('base64')}`]
    ],
    likely: ['signature_other_provider']
  }),
  mistake("Stripe's header", {
    headers: [['Stripe-Signature', `t=1767225600,v1=${hmac(`1767225600.${COMPACT}`).digest('hex')}`]],
    likely: ['signature_other_provider']
  })
]

/** Deliveries of other schemes that reached this endpoint, by the header that only they have. */
const FOREIGN = [
  ['Stripe-Signature', `t=1767225600,v1=${hex}`],
  ['webhook-id', 'msg_1'],
  ['svix-id', 'msg_1'],
  ['X-Slack-Signature', `v0=${hex}`],
  ['X-Shopify-Hmac-Sha256', hmac(COMPACT, 'other').digest('base64')],
  ['X-Twilio-Signature', hmac(COMPACT, 'other', 'sha1').digest('base64')],
  ['X-AdCP-Signature', `sha256=${'1'.repeat(64)}`],
  ['Linear-Signature', hmac(COMPACT, 'other').digest('hex')],
  ['Paddle-Signature', `ts=1767225600;h1=${hex}`],
  ['X-Hub-Signature-256', `sha256=${hmac(COMPACT, 'other').digest('hex')}`]
]
const foreign = () =>
  FOREIGN.map(([name, value]) =>
    mistake(`a delivery with ${name} alone`, {
      headers: [
        ['Content-Type', 'application/json'],
        [name, value]
      ],
      likely: ['signature_other_provider']
    })
  )

/** Two mistakes of different kinds at once. */
const pairs = () => [
  mistake('the body alone, signed with base64 that was decoded here', {
    headers: headersOf(COMPACT, { message: COMPACT, key: 'enEtOSF4JjcgayE=' }),
    secrets: [{ hex: Buffer.from('enEtOSF4JjcgayE=', 'base64').toString('hex') }],
    proved: ['secret_decoded', 'signed_body_only']
  }),
  mistake('a body with a newline, signed with milliseconds', {
    headers: changed(headersOf(COMPACT, { time: String(Date.parse(TIME)) }), { 'X-Webhook-Timestamp': TIME }),
    body: `${COMPACT}\n`,
    proved: ['timestamp_reformatted', 'body_newline_added']
  }),
  mistake('a secret in quotes, and the signature in base64', {
    headers: headersOf(COMPACT, { signature: `sha256=${hmac(message).digest('base64')}` }),
    secrets: [`'${SECRET}'`],
    proved: ['secret_quoted', 'signature_base64']
  }),
  mistake('a genuine delivery, late, behind a proxy that names headers as CGI does, in upper-case hex', {
    headers: [
      ['HTTP_X_WEBHOOK_SIGNATURE', `sha256=${hex.toUpperCase()}`],
      ['x-webhook-timestamp', TIME]
    ],
    now: '2026-01-02T00:00:00.000Z',
    proved: ['header_renamed', 'signature_upper_case', 'clock_skew']
  })
]

export const strings = () => [...signedStrings(), ...timestamps(), ...signatures(), ...foreign(), ...pairs()]
