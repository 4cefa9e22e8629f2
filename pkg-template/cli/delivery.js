// The delivery that a command is about: a paste in a file or on standard input, or flags.
import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { numberOf } from './flags.js'
import { UsageError } from './trouble.js'

export const DELIVERY = {
  'header': { type: 'string', short: 'H', multiple: true, value: "'NAME: VALUE'", help: 'a header line, instead of a paste' },
  'timestamp': { type: 'string', value: 'TIME', help: 'short for -H "X-Webhook-Timestamp: TIME"' },
  'signature': { type: 'string', value: 'TEXT', help: 'short for -H "X-Webhook-Signature: TEXT"' },
  'body': { type: 'string', value: 'TEXT', help: 'the body, byte for byte' },
  'body-file': { type: 'string', value: 'FILE', help: 'the file with the body; - is standard input' },
  'entry': { type: 'string', value: 'N', help: 'which entry of a HAR file, from 0' },
}

const WHAT = 'a raw HTTP request, a curl command, or a HAR file or entry'
export const PASTES = `FILE, or standard input, is ${WHAT}; which, is seen by itself.`

/** `{ headers, body, notes }`; headers are pairs. */
export async function deliveryOf({ values, words: [path] }, terminal) {
  const isFlags = ['header', 'timestamp', 'signature', 'body', 'body-file'].some((name) => values[name] !== undefined)
  if (isFlags && path !== undefined) throw new UsageError('give a file or flags for the delivery, not both')
  return isFlags ? fromFlags(values) : fromPaste(path, values, terminal)
}

async function fromFlags(values) {
  const headers = (values.header ?? []).map(pairOf)
  if (values.timestamp !== undefined) headers.push(['X-Webhook-Timestamp', values.timestamp])
  if (values.signature !== undefined) headers.push(['X-Webhook-Signature', values.signature])
  return { headers, body: (await bodyOf(values)) ?? new Uint8Array(), notes: [] }
}

function pairOf(line) {
  const [, name, value] = /^([^\s:]+):[ \t]*(.*?)[ \t]*$/.exec(line) ?? []
  if (name) return [name, value]
  throw new UsageError('-H needs a header as "Name: value"')
}

/** The bytes of --body or --body-file, or undefined. */
export async function bodyOf({ body, 'body-file': path }) {
  if (body !== undefined && path !== undefined) throw new UsageError('give --body or --body-file, not both')
  if (body !== undefined) return Buffer.from(body)
  if (path !== undefined) return read(path)
}

async function fromPaste(path, values, terminal) {
  if (path === undefined && process.stdin.isTTY) terminal.warn(`Paste ${WHAT}, then press Ctrl-D on a line of its own.`)
  const pasted = await read(path ?? '-')
  const entry = numberOf(values, 'entry', { most: 999_999 })
  const { kind, method, url, headers, body, notes } = await capture(pasted, entry, path)
  for (const { message } of terminal.isJson ? [] : notes) terminal.note(message)
  return { kind, method, url, headers, body, notes }
}

/** The files that a curl command names are read from where it would have read them: this folder, or the paste's. */
async function capture(pasted, entry, path) {
  // Only now, as in the other commands: it is large, and most calls do not need it.
  const { readCapture } = await import('webhook-verifier/diagnose')
  const files = {}
  for (;;) {
    const { capture, fault } = readCapture(pasted, { files, entry })
    if (capture) return capture
    if (fault.code !== 'file_needed' || fault.path === '-') throw unreadable(fault, path)
    files[fault.path] = besides(fault.path, path)
  }
}

function besides(name, path) {
  const places = [resolve(name), ...(path === undefined || path === '-' ? [] : [resolve(dirname(path), name)])]
  for (const place of places) {
    try {
      return readFileSync(place)
    } catch {
      // Perhaps in the other.
    }
  }
  throw new UsageError(`the command sends the file ${name}, which is not here`, 'run this where the file is')
}

function unreadable({ code, line, found, expected, choices }, path) {
  const where = path === undefined || path === '-' ? 'the paste' : path
  const list = (choices ?? []).map(({ entry, started, url }) => `--entry ${entry}: ${started} ${url}`)
  const hint = [`expected ${expected}`, ...list].join('\n  ')
  return new UsageError(`${where}, line ${line}: found ${found}`, hint, { code, details: { line, found, expected, choices } })
}

async function read(path) {
  try {
    return path === '-' ? await readAll(process.stdin) : readFileSync(path)
  } catch (error) {
    throw new UsageError(`cannot read ${path}: ${error.code ?? error.message}`)
  }
}

async function readAll(stream) {
  const pieces = []
  for await (const piece of stream) pieces.push(piece)
  return Buffer.concat(pieces)
}
