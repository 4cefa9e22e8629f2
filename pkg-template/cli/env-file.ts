// Variables of `.env` files, parsed by Node itself. They stay here and are not put into this process's environment.
import { readFileSync } from 'node:fs'
import { parseEnv } from 'node:util'
import { codeOf, explain, UsageError } from './errors.ts'
import { readText } from './text-file.ts'

const DEFAULT = '.env'

export interface Variable {
  value: string
  /** The file. */
  path: string
  /** Quotes around the value were removed. */
  isUnquoted: boolean
}

export type Variables = Record<string, Variable | undefined>

/** Reads the files of --env-file; a later one wins. */
export function readEnvFiles(paths: readonly string[]): Variables {
  return Object.assign({}, ...paths.map(readEnvFile))
}

function readEnvFile(path: string): Variables {
  try {
    return parse(readFileSync(path), path)
  } catch (error) {
    throw new UsageError(`cannot read the variables of ${path}: ${explain(error instanceof TypeError ? 'it is not text' : codeOf(error))}`)
  }
}

/** Returns one variable of `.env` in this folder; undefined without the file or the variable. */
export function fromDotEnv(name: string): Variable | undefined {
  let bytes: Uint8Array
  try {
    bytes = readFileSync(DEFAULT)
  } catch (error) {
    if (['ENOENT', 'EISDIR'].includes(codeOf(error))) return undefined
    throw new UsageError(`cannot read ${DEFAULT}: ${explain(codeOf(error))}`)
  }
  const variable = parse(bytes, DEFAULT)[name]
  return variable?.value ? variable : undefined
}

function parse(bytes: Uint8Array, path: string): Variables {
  const text = readText(bytes).replace(/^\uFEFF/, '')
  const quoted = namesInQuotes(text)
  const variables = Object.entries(parseEnv(text) as Record<string, string>)
  return Object.fromEntries(variables.map(([name, value]) => [name, { value, path, isUnquoted: quoted.get(name) === value }]))
}

/** The variables whose last value is in quotes, with the text between them. */
function namesInQuotes(text: string): Map<string, string | undefined> {
  const lines = [...text.matchAll(/^[ \t]*(?:export[ \t]+)?([^\s=#]+)[ \t]*=[ \t]*(?:(["'`])(.*)\2)?/gm)]
  return new Map(lines.map(([, name = '', , inside]) => [name, inside]))
}
