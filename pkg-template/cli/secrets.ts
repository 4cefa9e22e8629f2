// Sources of secrets: the environment, a .env file, a file, a prompt; the command line as a last resort.
import { readFileSync } from 'node:fs'
import { WebhookVerifier } from 'webhook-verifier'
import type { Options, Values } from './command.ts'
import { fromDotEnv, readEnvFiles, type Variable, type Variables } from './env-file.ts'
import { codeOf, explain, UsageError } from './errors.ts'
import { ask } from './prompt.ts'
import { plain, type Terminal } from './terminal.ts'
import { readText } from './text-file.ts'
import { isUtf16 } from './utf16.ts'

const DEFAULT = 'WEBHOOK_SECRET'
const WAYS = `set ${DEFAULT} in the environment or in .env, or name another variable with --secret-env, or a file with --secret-file`
const MOST = 4

export const SECRETS: Options = {
  'secret-env': {
    type: 'string',
    multiple: true,
    value: 'NAME',
    help: `the environment variable with the secret (${DEFAULT}, also from .env in this folder); up to four`
  },
  'env-file': { type: 'string', multiple: true, value: 'FILE', help: 'read the variables of this file, in the format of .env' },
  'secret-file': {
    type: 'string',
    multiple: true,
    value: 'FILE',
    help: 'a file that holds the secret; cuts one newline at its end, with a note'
  },
  'secret': {
    type: 'string',
    multiple: true,
    value: 'VALUE',
    help: 'the secret itself; stays in the shell’s history and in the list of processes'
  }
}

export interface NamedSecret {
  /** The variable, the file, or the place on the command line. */
  id: string
  secret: string
  /** The origin, in words for the result. */
  source: string
  /** Codes of the parts of a file that are not in the secret. */
  cuts?: CutCode[]
}

/** Resolves to one secret at least, with `most` as the limit. */
export async function secretsOf(
  values: Values,
  terminal: Terminal,
  { most = MOST }: { most?: number } = {}
): Promise<[NamedSecret, ...NamedSecret[]]> {
  const variables = readEnvFiles(values['env-file'] ?? [])
  const [first, ...others] = [
    ...(values['secret-env'] ?? []).map((name) => fromEnvironment(name, variables)),
    ...(values['secret-file'] ?? []).map((path) => fromFile(path, terminal)),
    ...(values.secret ?? []).map((secret, at) => fromCommandLine(secret, at, terminal))
  ]
  if (1 + others.length > most) throw new UsageError(most > 1 ? 'at most four secrets' : 'one secret only')
  return first ? [first, ...others] : [await defaultSecret(values, variables, terminal)]
}

/** A file that was named must have the secret; without one, the environment, .env and a prompt follow each other. */
async function defaultSecret(values: Values, variables: Variables, terminal: Terminal): Promise<NamedSecret> {
  if (values['env-file'] || process.env[DEFAULT]) return fromEnvironment(DEFAULT, variables)
  const found = fromDotEnv(DEFAULT)
  if (!found) return fromPrompt()
  terminal.note(`${DEFAULT} is not set: it was read from ${found.path} in this folder`)
  return fromVariable(DEFAULT, found)
}

/** A file that was named on the command line wins over the environment. */
function fromEnvironment(name: string, variables: Variables): NamedSecret {
  const variable = variables[name]
  if (variable?.value) return fromVariable(name, variable)
  const secret = variable ? variable.value : process.env[name]
  if (secret) return { id: name, secret, source: `${name} from the environment` }
  // Shows only names: many a secret was typed in place of its name.
  const shown = /^[A-Z_][A-Z0-9_]*$/.test(name) ? name : 'that --secret-env names'
  throw new UsageError(`the environment variable ${shown} is ${secret === undefined ? 'not set' : 'empty'}`, WAYS)
}

const fromVariable = (id: string, { value, path, isUnquoted }: Variable): NamedSecret => ({
  id,
  secret: value,
  source: `${id} from ${path}`,
  cuts: isUnquoted ? ['secret_quotes_cut'] : []
})

function fromFile(path: string, terminal: Terminal): NamedSecret {
  const { bytes, text } = readSecretFile(path)
  const secret = text.replace(/^\uFEFF/, '').replace(/\r?\n$/, '')
  if (secret === '') throw new UsageError(`${path} has no secret in it`)
  if (isUtf16(bytes)) terminal.note(`${path} is UTF-16, as Windows PowerShell writes it with >: it was read as text`)
  // An editor or `echo` adds them. Silently left in, they are the most common reason that nothing verifies.
  const cuts = FILE_CUTS.filter((code) => CUTS[code].pattern.test(text))
  for (const code of cuts) terminal.note(`${CUTS[code].part} of ${path} was cut: it is not part of the secret`)
  return { id: path, secret, source: `the file ${path}`, cuts }
}

function readSecretFile(path: string): { bytes: Uint8Array; text: string } {
  try {
    const bytes = readFileSync(path)
    return { bytes, text: readText(bytes) }
  } catch (error) {
    const isSystem = (error as { syscall?: string }).syscall !== undefined
    throw new UsageError(`cannot read the secret from ${path}: ${explain(isSystem ? codeOf(error) : 'it is not text')}`)
  }
}

/** The parts of a file that are not the secret, by the code of the note. */
type FileCut = 'secret_bom_cut' | 'secret_newline_cut'
type CutCode = FileCut | 'secret_quotes_cut'
const CUTS: Readonly<Record<FileCut, { pattern: RegExp; part: string }>> = {
  secret_bom_cut: { pattern: /^\uFEFF/, part: 'the byte order mark at the start' },
  secret_newline_cut: { pattern: /\n$/, part: 'the newline at the end' }
}
const FILE_CUTS = Object.keys(CUTS) as FileCut[]

export interface Note {
  code: string
  message: string
}

/** Notes for the result: a program that reads the file as it is has another secret. */
export function cutNotes(secrets: readonly NamedSecret[], isVerified: boolean): Note[] {
  const only = isVerified && secrets.every(({ cuts = [] }) => cuts.length > 0) ? 'it verifies only because ' : ''
  const messageOf = ({ id, source }: NamedSecret, code: CutCode) =>
    code === 'secret_quotes_cut'
      ? `${only}the quotes around ${source} were removed, as Node does; Docker's --env-file keeps them`
      : `${only}${CUTS[code].part} of ${id} was cut; your program must cut it too`
  return secrets.flatMap((secret) => (secret.cuts ?? []).map((code) => ({ code, message: messageOf(secret, code) })))
}

/** The origins of the secrets, on one line. */
export const sourcesOf = (secrets: readonly NamedSecret[]): string =>
  `${secrets.length > 1 ? 'secrets' : 'secret'}: ${secrets.map(({ source }) => plain(source)).join('; ')}`

/** Signs with it all the same: trying how a sender signs with a bad setting is useful. */
export function warnOfFlaw({ id, secret }: NamedSecret, terminal: Terminal): void {
  const flaw = flawOf(secret)
  if (flaw) terminal.warn(`warning: a verifier would refuse ${id}: it ${flaw}`)
}

/** Why a verifier would not take the secret, in the verifier's words. */
export function flawOf(secret: string): string | undefined {
  try {
    new WebhookVerifier({ secret }).dispose()
    return undefined
  } catch (error) {
    return (error as Error).message.replace(/^secret /, '')
  }
}

function fromCommandLine(secret: string, at: number, terminal: Terminal): NamedSecret {
  if (secret === '') throw new UsageError('--secret is empty', WAYS)
  terminal.warn(`warning: --secret can be read in the shell’s history and by other users of this machine; ${WAYS}`)
  return { id: `secret ${at + 1}`, secret, source: `--secret${at ? `, number ${at + 1}` : ''}` }
}

async function fromPrompt(): Promise<NamedSecret> {
  const secret = await ask('Secret (not shown): ')
  if (secret === '') throw new UsageError('there is no secret', WAYS)
  return { id: 'prompt', secret, source: 'the prompt' }
}
