// The files that a pasted curl command names. A paste is foreign text: by itself it gets files of its own folders only.
import { readFileSync, realpathSync, statSync } from 'node:fs'
import { dirname, isAbsolute, relative, resolve } from 'node:path'
import { codeOf, UsageError } from './errors.ts'
import { plain } from './terminal.ts'

const MOST_BYTES = 16 * 1_048_576
/** On Windows such a path contacts a computer of the paste's choice, and logs in there. */
const UNC = /^[\\/]{2}/

export class FileAccess {
  readonly #folders: string[]
  readonly #isAllowed: boolean
  #left = MOST_BYTES

  constructor(paste: string | undefined, isAllowed = false) {
    this.#folders = ['.', ...(paste === undefined || paste === '-' ? [] : [dirname(paste)])].map((folder) => resolve(folder))
    this.#isAllowed = isAllowed
  }

  /** Reads a file from where the command would have read it: this folder, or the paste's. */
  read(name: string): Uint8Array {
    if (UNC.test(name) && !this.#isAllowed) throw this.#outside(name)
    const path = this.#folders.map((folder) => realPath(resolve(folder, name))).find((found) => found !== undefined)
    if (path === undefined)
      throw new UsageError(`the command sends the file ${plain(name)}, which is not here`, 'run this where the file is')
    if (!this.#isAllowed && !this.#folders.some((folder) => isInside(realPath(folder) ?? folder, path))) throw this.#outside(name)
    return this.#readRegular(path, name)
  }

  /** A device or a pipe may never end. */
  #readRegular(path: string, name: string): Uint8Array {
    const stat = statSync(path)
    if (!stat.isFile()) throw new UsageError(`the command sends ${plain(name)}, which is not a regular file`)
    this.#left -= stat.size
    if (this.#left < 0) throw new UsageError('the files that the command sends are larger than 16 MiB')
    try {
      return readFileSync(path)
    } catch (error) {
      throw new UsageError(`cannot read ${plain(name)}: ${codeOf(error)}`)
    }
  }

  #outside(name: string): UsageError {
    const hint = 'if you trust the command, add --allow-files'
    return new UsageError(`the command sends the file ${plain(name)}, which is outside this folder`, hint)
  }
}

function realPath(path: string): string | undefined {
  try {
    return realpathSync(path)
  } catch {
    return undefined
  }
}

function isInside(folder: string, path: string): boolean {
  const steps = relative(folder, path)
  return !isAbsolute(steps) && steps.split(/[\\/]/)[0] !== '..'
}
