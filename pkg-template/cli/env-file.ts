// Variables of `.env` files, parsed by Node itself. They stay here and are not put into this process's environment.
import { readFileSync } from 'node:fs'
import { parseEnv } from 'node:util'
import { codeOf, explain, UsageError } from './errors.ts'
import { readText } from './text-file.ts'

const DEFAULT = '.env'

export type Variables = Record<string, string | undefined>

/** Reads the files of --env-file; a later one wins. */
export function readEnvFiles(paths: readonly string[]): Variables {
  return Object.assign({}, ...paths.map(readEnvFile))
}

function readEnvFile(path: string): Variables {
  try {
    return parse(readFileSync(path))
  } catch (error) {
    throw new UsageError(`cannot read the variables of ${path}: ${explain(error instanceof TypeError ? 'it is not text' : codeOf(error))}`)
  }
}

/** Returns one variable of `.env` in this folder; undefined without the file or the variable. */
export function fromDotEnv(name: string): { value: string; path: string } | undefined {
  let bytes: Uint8Array
  try {
    bytes = readFileSync(DEFAULT)
  } catch (error) {
    if (['ENOENT', 'EISDIR'].includes(codeOf(error))) return undefined
    throw new UsageError(`cannot read ${DEFAULT}: ${explain(codeOf(error))}`)
  }
  const value = parse(bytes)[name]
  return value ? { value, path: DEFAULT } : undefined
}

const parse = (bytes: Uint8Array): Variables => parseEnv(readText(bytes).replace(/^\uFEFF/, '')) as Variables
