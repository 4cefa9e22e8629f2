// The files that a pasted curl command names. A paste is somebody else's text: it gets no file that it has no business with.
import { readFileSync, realpathSync, statSync } from 'node:fs'
import { dirname, isAbsolute, relative, resolve } from 'node:path'
import { plain } from './terminal.js'
import { UsageError } from './errors.js'

const MOST_BYTES = 16 * 1_048_576
/** On Windows such a path asks a computer of the paste's choice, and logs in there. */
const UNC = /^[\\/]{2}/

export class FileTaker {
  #folders
  #isAllowed
  #left = MOST_BYTES

  constructor(paste, isAllowed = false) {
    this.#folders = ['.', ...(paste === undefined || paste === '-' ? [] : [dirname(paste)])].map((folder) => resolve(folder))
    this.#isAllowed = isAllowed
  }

  /** The content of a file, from where the command would have read it: this folder, or the paste's. */
  take(name) {
    if (UNC.test(name) && !this.#isAllowed) throw this.#outside(name)
    const path = this.#folders.map((folder) => real(resolve(folder, name))).find((found) => found !== undefined)
    if (path === undefined)
      throw new UsageError(`the command sends the file ${plain(name)}, which is not here`, 'run this where the file is')
    if (!this.#isAllowed && !this.#folders.some((folder) => isInside(real(folder) ?? folder, path))) throw this.#outside(name)
    return this.#read(path, name)
  }

  /** A device or a pipe may never end. */
  #read(path, name) {
    const stat = statSync(path)
    if (!stat.isFile()) throw new UsageError(`the command sends ${plain(name)}, which is no regular file`)
    this.#left -= stat.size
    if (this.#left < 0) throw new UsageError('the files that the command sends are larger than 16 MiB')
    try {
      return readFileSync(path)
    } catch (error) {
      throw new UsageError(`cannot read ${plain(name)}: ${error.code}`)
    }
  }

  #outside(name) {
    const hint = 'if you trust the command, add --allow-files'
    return new UsageError(`the command sends the file ${plain(name)}, which is outside this folder`, hint)
  }
}

function real(path) {
  try {
    return realpathSync(path)
  } catch {
    return undefined
  }
}

function isInside(folder, path) {
  const way = relative(folder, path)
  return !isAbsolute(way) && way.split(/[\\/]/)[0] !== '..'
}
