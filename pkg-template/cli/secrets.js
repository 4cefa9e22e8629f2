// Where secrets come from: the environment, a file, a prompt; the command line as a last resort.
import { readFileSync } from 'node:fs'
import { WebhookVerifier } from 'webhook-verifier'
import { ask } from './prompt.js'
import { inWords, UsageError } from './errors.js'
import { fromUtf16, isUtf16 } from './utf16.js'

const DEFAULT = 'WEBHOOK_SECRET'
const WAYS = `set ${DEFAULT}, or name another variable with --secret-env, or a file with --secret-file`

export const SECRETS = {
  'secret-env': {
    type: 'string',
    multiple: true,
    value: 'NAME',
    help: `the environment variable with the secret (${DEFAULT}); up to four`
  },
  'secret-file': {
    type: 'string',
    multiple: true,
    value: 'FILE',
    help: 'a file with the secret in it; one newline at its end is cut, and said so'
  },
  'secret': {
    type: 'string',
    multiple: true,
    value: 'VALUE',
    help: 'the secret itself; stays in the shell’s history and in the list of processes'
  }
}

/** Resolves to `[{ id, secret, cuts }]`. `many` says whether several make sense. */
export async function secretsOf(values, terminal, { many = true } = {}) {
  const given = [
    ...(values['secret-env'] ?? []).map(fromEnvironment),
    ...(values['secret-file'] ?? []).map((path) => fromFile(path, terminal)),
    ...(values.secret ?? []).map((secret, place) => fromCommandLine(secret, place, terminal))
  ]
  if (given.length === 0) given.push(process.env[DEFAULT] ? fromEnvironment(DEFAULT) : await fromPrompt())
  if (given.length > (many ? 4 : 1)) throw new UsageError(many ? 'at most four secrets' : 'one secret only')
  return given
}

function fromEnvironment(name) {
  const secret = process.env[name]
  if (secret) return { id: name, secret }
  // Not every text: many a secret was typed there for its name.
  const shown = /^[A-Z_][A-Z0-9_]*$/.test(name) ? name : 'that --secret-env names'
  throw new UsageError(`the environment variable ${shown} is ${secret === undefined ? 'not set' : 'empty'}`, WAYS)
}

function fromFile(path, terminal) {
  let bytes, text
  try {
    bytes = readFileSync(path)
    text = isUtf16(bytes) ? `\uFEFF${fromUtf16(bytes)}` : new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch (error) {
    throw new UsageError(`cannot read the secret from ${path}: ${inWords(isSystem(error) ? error.code : 'it is not text')}`)
  }
  const secret = text.replace(/^\uFEFF/, '').replace(/\r?\n$/, '')
  if (secret === '') throw new UsageError(`${path} has no secret in it`)
  if (isUtf16(bytes)) terminal.note(`${path} is UTF-16, as Windows PowerShell writes it with >: it was read as text`)
  // An editor or `echo` adds them. Silently left in, they are the most common reason that nothing verifies.
  const cuts = Object.keys(CUTS).filter((code) => CUTS[code].pattern.test(text))
  for (const code of cuts) terminal.note(`${CUTS[code].part} of ${path} was cut: it is no part of the secret`)
  return { id: path, secret, cuts }
}

/** The parts of a file that are not the secret, by the code of the note. */
const CUTS = {
  secret_bom_cut: { pattern: /^\uFEFF/, part: 'the byte order mark at the start' },
  secret_newline_cut: { pattern: /\n$/, part: 'the newline at the end' }
}

/** A program that reads such a file as it is has another secret, whatever is said here. */
export function cutsOf(secrets, isVerified) {
  const only = isVerified && secrets.every(({ cuts }) => cuts?.length > 0) ? 'it verifies only because ' : ''
  const messageOf = (id, code) => `${only}${CUTS[code].part} of ${id} was cut; your program must cut it too`
  return secrets.flatMap(({ id, cuts = [] }) => cuts.map((code) => ({ code, message: messageOf(id, code) })))
}

/** Signs with it all the same: how a sender signs with a bad setting is worth a try. */
export function warnOfFlaw({ id, secret }, terminal) {
  const flaw = flawOf(secret)
  if (flaw) terminal.warn(`warning: ${id} ${flaw}, and a verifier would refuse it`)
}

/** Why a verifier would not take the secret, in its own words. */
export function flawOf(secret) {
  try {
    new WebhookVerifier({ secret }).dispose()
    return undefined
  } catch ({ message }) {
    return message.replace(/^secret /, '')
  }
}

const isSystem = ({ syscall }) => syscall !== undefined

function fromCommandLine(secret, place, terminal) {
  if (secret === '') throw new UsageError('--secret is empty', WAYS)
  terminal.warn(`warning: --secret can be read in the shell’s history and by other users of this machine; ${WAYS}`)
  return { id: `secret ${place + 1}`, secret }
}

async function fromPrompt() {
  const secret = await ask('Secret (not shown): ')
  if (secret === '') throw new UsageError('there is no secret', WAYS)
  return { id: 'prompt', secret }
}
