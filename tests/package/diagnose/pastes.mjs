// Pastes, as the package reads them: the table, and generated pastes.
// @run pastes; slow
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import fc from 'fast-check'
import { ok, same } from '../../suite/expect.mjs'
import { Tally } from '../../suite/tally.mjs'
import { loadSource } from '../load-source.mjs'
import { anyPaste } from './any-paste.mjs'
import { captures, shown } from './captures.mjs'

/** @import { Delivery } from 'webhook-verifier' */

const [, , folder = ''] = process.argv
const { diagnoseWebhook, readCapture } = createRequire(join(folder, 'package.json'))('webhook-verifier/diagnose')
const RUNS = 400

/**
 * Either a capture or an error with a line of the paste.
 * @param {string | Uint8Array} pasted
 */
function isRead(pasted) {
  const { capture, error } = readCapture(pasted, { files: { f: 'a\nb' } })
  if (capture) return capture.body instanceof Uint8Array && capture.headers.every((line) => line.length === 2)
  return (
    error.line >= 1 &&
    error.line <= Buffer.from(pasted).filter((byte) => byte === 10).length + 1 &&
    error.found !== '' &&
    error.expected !== ''
  )
}

/**
 * A browser's "copy as cURL (bash)" of any request reads back as that request.
 * @param {string} body
 * @param {unknown} value
 */
function comesBack(body, value) {
  const quoted = `'${body.replaceAll("'", "'\\''")}'`
  const { capture } = readCapture(`curl 'http://localhost/' \\\n  -H 'X-Webhook-Event: ${value}' \\\n  --data-raw ${quoted}`)
  return Buffer.from(body).equals(capture?.body ?? Buffer.alloc(0)) && capture?.headers[0]?.[1] === value
}

const BASH_RUNS = 2000
/** Escapes that name characters, in any order. A pair of halves is left out: bash sends other bytes than browsers mean. */
const ansiText = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...['a', 'b', 'e', 'E', 'f', 'n', 'r', 't', 'v', '\\', "'", '"', '?', 'q', 'é', 'xg', 'x', 'u', 'U', 'cA', 'c?', 'c[', 'c\\\\'].map(
          (each) => `\\${each}`
        )
      ),
      fc
        .integer({ min: 1, max: 0o377 })
        .chain((byte) => fc.constantFrom(`\\${byte.toString(8)}`, `\\x${byte.toString(16)}`, `\\x${byte.toString(16).padStart(2, '0')}`)),
      fc
        .integer({ min: 1, max: 0xd7ff })
        .chain((unit) => fc.constantFrom(`\\u${unit.toString(16)}`, `\\U${unit.toString(16).padStart(8, '0')}`)),
      fc.integer({ min: 0xe000, max: 0x10ffff }).map((point) => `\\U${point.toString(16)}`),
      fc.stringMatching(/^[ -&(-[\]-~é😀0-9a-f]{1,3}$/u)
    ),
    { minLength: 1, maxLength: 8 }
  )
  // `@` begins the name of a file for curl; the letter between keeps the digits of one escape apart from the next.
  .map((pieces) => `x${pieces.join('z')}`)

const tally = new Tally()
const types = readFileSync(join(folder, 'node_modules/webhook-verifier/diagnose.d.ts'), 'utf8')
const [, kinds = ''] = /type CaptureFormat =((?:[\s|]*'[\w-]+')+)/.exec(types) ?? []
await tally.group('each format that is declared has a paste in the table', kinds.match(/[\w-]+/g) ?? [], (kind) =>
  ok(
    captures.some(({ capture }) => capture?.kind === kind),
    'it has none'
  )
)
await tally.group('the table', captures, ({ name, text, files, entry, ...expected }) =>
  same(shown(readCapture(text, { files, entry })), expected)
)
await tally.group('bytes and text are one', captures, ({ text, files, entry }) =>
  same(shown(readCapture(Buffer.from(text), { files, entry })), shown(readCapture(text, { files, entry })))
)
await tally.group('UTF-16 as Windows PowerShell writes it', captures, ({ text, files, entry }) => {
  const plain = text.replace(/^\uFEFF/, '')
  const { capture, ...rest } = shown(readCapture(plain, { files, entry }))
  const expected = capture ? { capture: { ...capture, notes: [...capture.notes, 'utf16'] } } : rest
  same(shown(readCapture(Buffer.from(`\uFEFF${plain}`, 'utf16le'), { files, entry })), expected)
})
await tally.group('any paste is read or refused', [RUNS], (numRuns) => fc.assert(fc.property(anyPaste, isRead), { numRuns }))
await tally.group('a curl command comes back', [RUNS], (numRuns) =>
  fc.assert(fc.property(fc.string({ unit: 'grapheme' }), fc.stringMatching(/^[\w./-]{1,20}$/), comesBack), { numRuns })
)
await tally.group('bash and this reader agree on $ quotes', process.platform === 'win32' ? [] : [BASH_RUNS], (count) => {
  const texts = fc.sample(ansiText, count)
  const script = texts.map((text) => `printf '%s\\0' $'${text}'`).join('\n')
  const { stdout, status } = spawnSync('bash', ['-c', script], { env: { ...process.env, LC_ALL: 'C.UTF-8' } })
  same(status, 0, 'bash')
  const printed = stdout.toString('latin1').split('\0')
  texts.forEach((text, at) => {
    const { capture, error } = readCapture(`curl a -d $'${text}'`)
    ok(capture, `${text}: ${error?.found}`)
    same(Buffer.from(capture.body).toString('latin1'), printed[at], text)
  })
})
/** Every format in which `sign` prints a delivery: whatever this file exports, so that a new one cannot be left out. */
const formats = await loadSource('lib/display/formats.ts')
const PRINTERS = {
  ...formats,
  asJson: (/** @type {string} */ url, /** @type {Delivery} */ delivery) => JSON.stringify({ url, ...delivery }, null, 2)
}
/**
 * A text that is the base64 of a JSON object is read as that object, and said so; no delivery has such a body.
 * @param {string} body
 */
const isEncoded = (body) => /^\s*\{/.test(Buffer.from(body, 'base64').toString()) && Buffer.from(body, 'base64').toString('base64') === body
const HARD = [
  "'",
  '"',
  '`',
  '\\',
  '$(1)',
  '%A%',
  '‘',
  '’',
  '‚',
  '‛',
  '“',
  '„',
  '\n',
  '\r\n',
  '\r',
  '\t',
  '\u0001',
  '\u2028',
  '\0',
  '😀',
  "'@\n",
  '}',
  '^'
]
const anyBody = fc
  .oneof(
    fc.json(),
    fc.string({ unit: 'grapheme' }),
    fc.array(fc.oneof(fc.constantFrom(...HARD), fc.string({ unit: 'grapheme', maxLength: 3 }))).map((pieces) => pieces.join(''))
  )
  .filter((body) => !isEncoded(body))
/** Texts that a header can have: HTTP drops the blanks around them. */
const anyValue = fc.array(fc.oneof(fc.constantFrom(...HARD), fc.string({ maxLength: 4 }))).map((pieces) =>
  pieces
    .join('')
    .replace(/[\p{Cc}\u2028]/gu, '')
    .trim()
)
const anyName = fc.stringMatching(/^[A-Za-z][\w!#$%&'*+.^`|~-]{0,12}$/).map((name) => `X-${name}`)
/**
 * No argument of a program has a NUL in it, so that a shell cannot pass one.
 * @param {string} format
 * @param {string} body
 */
const isPrintable = (format, body) => format !== 'asCurl' || !body.includes('\0')
await tally.group('whatever sign prints is read', Object.keys(PRINTERS), (format) => {
  const signed = { 'X-Webhook-Timestamp': '2026-01-01T00:00:00.000Z', 'X-Webhook-Signature': `sha256=${'ab'.repeat(32)}` }
  /**
   * @param {string} body
   * @param {object} others
   */
  const comesBack = (body, others) => {
    const headers = { ...signed, ...others }
    const printed = PRINTERS[format]("https://app.example/it's?a=$1&b[]={2}", { headers, body })
    const { capture, error } = readCapture(printed)
    ok(capture, `${printed}: ${error?.found}`)
    same(Buffer.from(capture.body).toString(), format === 'asHeaders' ? '' : body, printed)
    for (const [name, value] of Object.entries(headers)) same(new Map(capture.headers).get(name), value, printed)
  }
  const property = fc.property(
    anyBody.filter((body) => isPrintable(format, body)),
    fc.dictionary(anyName, anyValue, { noNullPrototype: true, maxKeys: 3 }),
    comesBack
  )
  fc.assert(property, { numRuns: RUNS })
})
await tally.group('a capture spread into a diagnosis', captures, ({ text, files, entry }) => {
  const { capture } = readCapture(text, { files, entry })
  if (capture) same(diagnoseWebhook({ ...capture, secrets: 'whsec_test' }).verified, false)
})
await tally.group('what is no option of a diagnosis', ['secretss'], (name) => {
  let message
  try {
    diagnoseWebhook({ kind: 'http', headers: [], body: '', [name]: 'whsec_test' })
  } catch (error) {
    message = /** @type {Error} */ (error).message
  }
  same(message, `there is no option called ${name}; did you mean secrets?`, 'message')
})
await tally.group('what is no paste', [undefined, null, 1, {}, []], (value) => {
  let error
  try {
    readCapture(value)
  } catch (thrown) {
    error = thrown
  }
  ok(error instanceof TypeError, `readCapture(${String(value)}) did not throw a TypeError`)
})
if (!tally.end()) process.exitCode = 1
