// The delivery that a command is about: a paste in a file or on standard input, or flags.
import { readFileSync } from 'node:fs'
import { FileTaker } from './file-access.js'
import { numberOf } from './args.js'
import { plain, withoutLogin } from './terminal.js'
import { inWords, UsageError } from './errors.js'
import { fromUtf16, isUtf16 } from './utf16.js'

export const DELIVERY = {
  'header': { type: 'string', short: 'H', multiple: true, value: "'NAME: VALUE'", help: 'a header line, instead of a paste' },
  'timestamp': { type: 'string', value: 'TIME', help: 'short for -H "X-Webhook-Timestamp: TIME"' },
  'signature': { type: 'string', value: 'TEXT', help: 'short for -H "X-Webhook-Signature: TEXT"' },
  'body': { type: 'string', value: 'TEXT', help: 'the body, byte for byte' },
  'body-file': { type: 'string', value: 'FILE', help: 'the file with the body; - is standard input' },
  'entry': { type: 'string', value: 'N', help: 'which entry of a HAR file, from 0' },
  'allow-files': { type: 'boolean', help: 'let a curl command in a paste name files outside this folder and the paste’s' }
}

const WHAT = 'a raw HTTP request, a curl command or its log, a fetch call, JSON, printed headers, or a HAR file'
export const PASTES = `FILE, or standard input, is a raw HTTP request, a curl command or what curl -v
prints, a fetch call, JSON with headers and body, a Lambda event, an export of
webhook.site, ngrok, Postman or Insomnia, a pino log line, headers as
console.log prints them, or a HAR file; which, is seen by itself.
With --body or --body-file it is the header lines alone, as from a log.`

/** `{ headers, body, notes }`; headers are pairs. */
export async function deliveryOf({ values, words: [path] }, terminal) {
  const has = (...names) => names.some((name) => values[name] !== undefined)
  if (path !== undefined && has('header', 'timestamp', 'signature')) {
    throw new UsageError('give a file or flags for the headers, not both')
  }
  if (path !== undefined && has('body', 'body-file')) return withBody(path, values, terminal)
  return has('header', 'timestamp', 'signature', 'body', 'body-file') ? fromFlags(values, terminal) : fromPaste(path, values, terminal)
}

/** The headers out of a log, and the body from elsewhere. */
async function withBody(path, values, terminal) {
  if (path === '-' && values['body-file'] === '-') throw new UsageError('standard input is the headers or the body, not both')
  const body = await bodyOf(values, terminal)
  const { notes, ...capture } = await captureOf(path, values)
  if (capture.body.length > 0) throw new UsageError(`${path} has a body of its own`, 'give it without --body and --body-file')
  return { ...capture, body, notes: [] }
}

async function fromFlags(values, terminal) {
  const headers = (values.header ?? []).map(pairOf)
  if (values.timestamp !== undefined) headers.push(['X-Webhook-Timestamp', values.timestamp])
  if (values.signature !== undefined) headers.push(['X-Webhook-Signature', values.signature])
  return { headers, body: (await bodyOf(values, terminal)) ?? new Uint8Array(), notes: [] }
}

function pairOf(line) {
  const [, name, value] = /^([^\s:]+):[ \t]*(.*?)[ \t]*$/.exec(line) ?? []
  if (name) return [name, value]
  throw new UsageError('-H needs a header as "Name: value"')
}

/** The bytes of --body or --body-file, or undefined. */
export async function bodyOf({ body, 'body-file': path }, terminal) {
  if (body !== undefined && path !== undefined) throw new UsageError('give --body or --body-file, not both')
  if (body !== undefined) return Buffer.from(body)
  if (path === undefined) return undefined
  const bytes = await read(path)
  return isUtf16(bytes) ? textOf(bytes, path, terminal) : bytes
}

/** No sender signs UTF-16: the file was written by PowerShell, not the body. */
function textOf(bytes, path, terminal) {
  try {
    const text = Buffer.from(fromUtf16(bytes))
    terminal.note(`${path} is UTF-16, as Windows PowerShell writes it with >: its text was taken as the body, in UTF-8`)
    return text
  } catch {
    throw new UsageError(`${path} is UTF-16 with half of a character in it`)
  }
}

async function fromPaste(path, values, terminal) {
  if (path === undefined && process.stdin.isTTY) terminal.warn(`Paste ${WHAT}, then press Ctrl-D on a line of its own.`)
  const delivery = await captureOf(path, values)
  for (const { message } of terminal.isJson ? [] : delivery.notes) terminal.note(message)
  return delivery
}

async function captureOf(path, values) {
  const pasted = await read(path ?? '-')
  const entry = numberOf(values, 'entry', { most: 999_999 })
  const { kind, method, url, headers, body, notes } = await capture(pasted, entry, path, values['allow-files'])
  return { kind, method, url, headers, body, notes }
}

async function capture(pasted, entry, path, isAllowed) {
  // Only now, as in the other commands: it is large, and most calls do not need it.
  const { readCapture } = await import('webhook-verifier/diagnose')
  const taker = new FileTaker(path, isAllowed)
  // Without a prototype: a file may be called __proto__.
  const files = Object.create(null)
  for (;;) {
    const { capture, error } = readCapture(pasted, { files, entry })
    if (capture) return capture
    if (error.code !== 'file_needed' || error.path === '-' || error.path in files) throw unreadable(error, path)
    files[error.path] = taker.take(error.path)
  }
}

function unreadable({ code, line, found, expected, choices: entries }, path) {
  const where = path === undefined || path === '-' ? 'the paste' : path
  const choices = entries?.map((choice) => ({ ...choice, url: withoutLogin(choice.url) }))
  const list = (choices ?? []).map(({ entry, started, url }) => `--entry ${entry}: ${plain(started)} ${plain(url)}`)
  const hint = [`expected ${expected}`, ...list].join('\n  ')
  return new UsageError(`${plain(where)}, line ${line}: found ${plain(found)}`, hint, { code, details: { line, found, expected, choices } })
}

async function read(path) {
  try {
    return path === '-' ? await readAll(process.stdin) : readFileSync(path)
  } catch (error) {
    throw new UsageError(`cannot read ${path}: ${inWords(error.code ?? error.message)}`)
  }
}

async function readAll(stream) {
  const pieces = []
  for await (const piece of stream) pieces.push(piece)
  return Buffer.concat(pieces)
}
