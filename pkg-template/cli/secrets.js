// Where secrets come from: the environment, a file, a prompt; the command line as a last resort.
import { readFileSync } from 'node:fs'
import { WebhookVerifier } from 'webhook-verifier'
import { ask } from './prompt.js'
import { inWords, UsageError } from './trouble.js'

const DEFAULT = 'WEBHOOK_SECRET'
const WAYS = `set ${DEFAULT}, or name another variable with --secret-env, or a file with --secret-file`

export const SECRETS = {
  'secret-env': {
    type: 'string',
    multiple: true,
    value: 'NAME',
    help: `the environment variable with the secret (${DEFAULT}); up to four`,
  },
  'secret-file': {
    type: 'string',
    multiple: true,
    value: 'FILE',
    help: 'a file with the secret in it; one newline at its end is cut, and said so',
  },
  'secret': {
    type: 'string',
    multiple: true,
    value: 'VALUE',
    help: 'the secret itself; stays in the shell’s history and in the list of processes',
  },
}

/** Resolves to `[{ id, secret, isCut }]`. `many` says whether several make sense. */
export async function secretsOf(values, terminal, { many = true } = {}) {
  const given = [
    ...(values['secret-env'] ?? []).map(fromEnvironment),
    ...(values['secret-file'] ?? []).map((path) => fromFile(path, terminal)),
    ...(values.secret ?? []).map((secret, place) => fromCommandLine(secret, place, terminal)),
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
  let text
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(readFileSync(path))
  } catch (error) {
    throw new UsageError(`cannot read the secret from ${path}: ${inWords(isSystem(error) ? error.code : 'it is not text')}`)
  }
  const secret = text.replace(/\r?\n$/, '')
  if (secret === '') throw new UsageError(`${path} has no secret in it`)
  // An editor or `echo` puts it there. Silently left in, it is the most common reason that nothing verifies.
  if (secret !== text) terminal.note(`the newline at the end of ${path} was cut: it is no part of the secret`)
  return { id: path, secret, isCut: secret !== text }
}

/** A program that reads such a file as it is has another secret, whatever is said here. */
export function cutsOf(secrets, isVerified) {
  const only = isVerified && secrets.every(({ isCut }) => isCut) ? 'it verifies only because ' : ''
  const cut = secrets.filter(({ isCut }) => isCut)
  return cut.map(({ id }) => ({
    code: 'secret_newline_cut',
    message: `${only}the newline at the end of ${id} was cut; your program must cut it too`,
  }))
}

/** Signs with it all the same: how a sender signs with a bad setting is worth a try. */
export function warnOfFlaw({ id, secret }, terminal) {
  const flaw = flawOf(secret)
  if (flaw) terminal.warn(`warning: ${id} ${flaw}, and a verifier would refuse it`)
}

/** Why a verifier would not take the secret, in its own words. */
export function flawOf(secret) {
  try {
    new WebhookVerifier({ secrets: secret }).dispose()
    return undefined
  } catch ({ message }) {
    return message.replace(/^secrets /, '')
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
