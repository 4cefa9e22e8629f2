// The delivery that a command works on: a paste in a file or on standard input, or flags.
import { readFileSync } from 'node:fs'
import { unpackDelivery } from 'webhook-verifier/delivery'
import { numberOf } from './args.ts'
import type { Invocation, Options, Values } from './command.ts'
import { codeOf, explain, UsageError } from './errors.ts'
import { FileAccess } from './file-access.ts'
import type { Note } from './secrets.ts'
import { plain, type Terminal, withoutLogin } from './terminal.ts'
import { fromUtf16, isUtf16 } from './utf16.ts'

export const DELIVERY: Options = {
  'header': { type: 'string', short: 'H', multiple: true, value: "'NAME: VALUE'", help: 'a header line, instead of a paste' },
  'timestamp': { type: 'string', value: 'TIME', help: 'short for -H "X-Webhook-Timestamp: TIME"' },
  'signature': { type: 'string', value: 'TEXT', help: 'short for -H "X-Webhook-Signature: TEXT"' },
  'body': { type: 'string', value: 'TEXT', help: 'the body, byte for byte' },
  'body-file': { type: 'string', value: 'FILE', help: 'the file with the body; - is standard input' },
  'entry': { type: 'string', value: 'N', help: 'which entry of a HAR file, from 0' },
  'allow-files': { type: 'boolean', help: 'let a curl command in a paste name files outside this folder and the paste’s' }
}

const FORMATS = 'a raw HTTP request, a curl command or its log, a fetch call, Invoke-WebRequest, JSON, printed headers, or a HAR file'
const EXAMPLE = 'npx webhook-verifier diagnose request.txt'
/** A pipe that gets no end looks like a program that hangs. */
const WAITING = `waiting for a delivery on standard input, up to its end. To read a file, name it: ${EXAMPLE}`
const MILLIS_OF_PATIENCE = 2000

export const PASTES = `FILE, or standard input, is a raw HTTP request, a curl command or what curl -v
prints, a fetch call, Invoke-WebRequest of PowerShell, JSON with headers and
body, a Lambda event, an export of webhook.site, ngrok, Postman or Insomnia, a
pino log line, headers as console.log prints them, a HAR file, or a delivery
saved by listen --save. The format is detected.

With --body or --body-file it is the header lines alone, as from a log.`

export interface GivenDelivery {
  headers: Array<[name: string, value: string]>
  body: Uint8Array
  notes: Note[]
  url?: string
  /** The arrival time of a saved delivery. */
  receivedAt?: Date
}

export async function readDelivery({ values, words: [path] }: Invocation, terminal: Terminal): Promise<GivenDelivery> {
  const has = (...names: Array<keyof Values>) => names.some((name) => values[name] !== undefined)
  if (path !== undefined && has('header', 'timestamp', 'signature')) {
    throw new UsageError('give a file or flags for the headers, not both')
  }
  if (path !== undefined && has('body', 'body-file')) return withBody(path, values, terminal)
  return has('header', 'timestamp', 'signature', 'body', 'body-file') ? fromFlags(values, terminal) : fromPaste(path, values, terminal)
}

/** Headers from a log, and the body from elsewhere. */
async function withBody(path: string, values: Values, terminal: Terminal): Promise<GivenDelivery> {
  if (path === '-' && values['body-file'] === '-') throw new UsageError('standard input is the headers or the body, not both')
  const body = await readBody(values, terminal)
  const capture = await readPaste(path, values)
  if (capture.body.length > 0) throw new UsageError(`${path} has a body of its own`, 'give it without --body and --body-file')
  return { headers: capture.headers, body: body ?? new Uint8Array(), notes: [] }
}

async function fromFlags(values: Values, terminal: Terminal): Promise<GivenDelivery> {
  const headers = (values.header ?? []).map(parseHeader)
  if (values.timestamp !== undefined) headers.push(['X-Webhook-Timestamp', values.timestamp])
  if (values.signature !== undefined) headers.push(['X-Webhook-Signature', values.signature])
  return { headers, body: (await readBody(values, terminal)) ?? new Uint8Array(), notes: [] }
}

function parseHeader(line: string): [string, string] {
  const [, name, value] = /^([^\s:]+):[ \t]*(.*?)[ \t]*$/.exec(line) ?? []
  if (name !== undefined && value !== undefined) return [name, value]
  throw new UsageError('-H needs a header as "Name: value"')
}

/** Returns the bytes of --body or --body-file, or undefined. */
export async function readBody({ body, 'body-file': path }: Values, terminal: Terminal): Promise<Uint8Array | undefined> {
  if (body !== undefined && path !== undefined) throw new UsageError('give --body or --body-file, not both')
  if (typeof body === 'string') return Buffer.from(body)
  if (path === undefined) return undefined
  const bytes = await readInput(path)
  return isUtf16(bytes) ? decodeUtf16(bytes, path, terminal) : bytes
}

/** No sender signs UTF-16: PowerShell wrote the file. */
function decodeUtf16(bytes: Uint8Array, path: string, terminal: Terminal): Uint8Array {
  try {
    const text = Buffer.from(fromUtf16(bytes))
    terminal.note(`${path} is UTF-16, as Windows PowerShell writes it with >: its text was taken as the body, in UTF-8`)
    return text
  } catch {
    throw new UsageError(`${path} is UTF-16 with half of a character in it`)
  }
}

async function fromPaste(path: string | undefined, values: Values, terminal: Terminal): Promise<GivenDelivery> {
  const isAsked = path === undefined && process.stdin.isTTY
  if (isAsked) terminal.warn(`Paste ${FORMATS}. End it with Ctrl-D on a line of its own. Or name a file: ${EXAMPLE}`)
  const waiting = path === undefined && !isAsked ? setTimeout(() => terminal.note(WAITING), MILLIS_OF_PATIENCE) : undefined
  const delivery = await readPaste(path, values).finally(() => clearTimeout(waiting))
  for (const { message } of terminal.isJson ? [] : delivery.notes) terminal.note(message)
  return delivery
}

/** Reads one delivery in any of the formats. */
export async function readPaste(path: string | undefined, values: Values): Promise<GivenDelivery> {
  const pasted = await readInput(path ?? '-')
  const receivedAt = arrivalOf(pasted)
  const { url, headers, body, notes } = await readCaptureOf(pasted, path, values)
  return { url, headers, body, notes: [...notes, ...arrivalNotes(receivedAt, values)], ...(receivedAt && { receivedAt }) }
}

/** Only a saved delivery, to the byte, has a time of arrival that counts: any sender can set a header. */
function arrivalOf(pasted: Uint8Array): Date | undefined {
  try {
    return unpackDelivery(pasted).receivedAt
  } catch {
    return undefined
  }
}

function arrivalNotes(receivedAt: Date | undefined, { now }: Values): Note[] {
  if (!receivedAt || now !== undefined) return []
  return [{ code: 'evaluated_at_arrival', message: `saved at ${receivedAt.toISOString()}: evaluated at that time` }]
}

async function readCaptureOf(pasted: Uint8Array, path: string | undefined, values: Values) {
  const entry = numberOf(values, 'entry', { most: 999_999, otherwise: undefined })
  // Only now, as in the other commands: the module is large, and most calls do not need it.
  const { readCapture } = await import('webhook-verifier/diagnose')
  const access = new FileAccess(path, values['allow-files'])
  // Without a prototype: a file may be called __proto__.
  const files: Record<string, Uint8Array> = Object.create(null)
  for (;;) {
    const { capture, error } = readCapture(pasted, { files, entry })
    if (capture) return capture
    if (error.code !== 'file_needed' || error.path === undefined || error.path === '-' || error.path in files) throw unreadable(error, path)
    files[error.path] = access.read(error.path)
  }
}

interface ReadError {
  code: string
  line: number
  column?: number
  found: string
  expected: string
  choices?: Array<{ entry: number; started: string; url: string }>
}

function unreadable({ code, line, column, found, expected, choices: entries }: ReadError, path: string | undefined): UsageError {
  const source = path === undefined || path === '-' ? 'the paste' : path
  const choices = entries?.map((choice) => ({ ...choice, url: withoutLogin(choice.url) }))
  const list = (choices ?? []).map(({ entry, started, url }) => `--entry ${entry}: ${plain(started)} ${plain(url)}`)
  const hint = [`expected ${expected}`, ...list].join('\n  ')
  const place = column === undefined ? `line ${line}` : `line ${line}, column ${column}`
  return new UsageError(`${plain(source)}, ${place}: found ${plain(found)}`, hint, {
    code,
    details: { line, column, found, expected, choices }
  })
}

async function readInput(path: string): Promise<Uint8Array> {
  try {
    return path === '-' ? await readAll(process.stdin) : readFileSync(path)
  } catch (error) {
    throw new UsageError(`cannot read ${path}: ${explain(codeOf(error))}`)
  }
}

async function readAll(stream: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const pieces: Uint8Array[] = []
  for await (const piece of stream) pieces.push(piece)
  return Buffer.concat(pieces)
}
