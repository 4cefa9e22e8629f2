// Where secrets come from: the environment, a file, a prompt; the command line as a last resort.
import { readFileSync } from 'node:fs'
import { ask } from './prompt.js'
import { UsageError } from './trouble.js'

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

/** Resolves to `[{ id, secret }]`. `many` says whether several make sense. */
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
  throw new UsageError(`the environment variable ${name} is ${secret === undefined ? 'not set' : 'empty'}`, WAYS)
}

function fromFile(path, terminal) {
  let text
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(readFileSync(path))
  } catch (error) {
    throw new UsageError(`cannot read the secret from ${path}: ${error.code ?? 'it is not text'}`)
  }
  const secret = text.replace(/\r?\n$/, '')
  if (secret === '') throw new UsageError(`${path} has no secret in it`)
  // An editor or `echo` puts it there. Silently left in, it is the most common reason that nothing verifies.
  if (secret !== text) terminal.note(`the newline at the end of ${path} was cut: it is no part of the secret`)
  return { id: path, secret }
}

function fromCommandLine(secret, place, terminal) {
  if (secret === '') throw new UsageError('--secret is empty', WAYS)
  terminal.warn(`warning: --secret can be read in the shell’s history and by other users of this machine; ${WAYS}`)
  return { id: `secret ${place + 1}`, secret }
}

async function fromPrompt() {
  if (!process.stdin.isTTY || !process.stderr.isTTY) throw new UsageError('there is no secret', WAYS)
  const secret = await ask('Secret (not shown): ')
  if (secret === '') throw new UsageError('there is no secret', WAYS)
  return { id: 'prompt', secret }
}
