// All header lines, from any value that was passed as headers.
import { FOREIGN_HEADERS, HEADERS } from '../contract/headers.ts'
import { HEADERS_FLAT, HEADERS_MISSING, HEADERS_OF_REQUEST, HEADERS_UNREAD } from '../contract/input-mistakes.ts'
import { answersToNames, indexOf } from '../verifier/headers.ts'

/** Further headers to get by name from an object that cannot list its own. */
const MORE = ['content-length', 'content-type', ...FOREIGN_HEADERS]

export interface HeaderLine {
  name: string
  value: string
}

/** The lines, and the mistake that the shape of the headers shows. */
interface HeaderLines {
  lines: HeaderLine[]
  mistake?: number | undefined
}

/** Members by which the shapes of headers differ. */
interface Shapes {
  [name: string]: unknown
  [Symbol.iterator]?: unknown
}

export function toHeaderLines(given: unknown): HeaderLines {
  if (given === null || typeof given !== 'object') return { lines: [], mistake: HEADERS_MISSING }
  const headers = given as Shapes
  if (typeof headers.then === 'function') return { lines: [], mistake: HEADERS_UNREAD }
  if (isRequest(headers)) return { ...toHeaderLines(headers.headers), mistake: HEADERS_OF_REQUEST }
  const pairs = toPairs(headers)
  const isFlat = pairs.length > 0 && pairs.every((each) => typeof each === 'string')
  const lines = (isFlat ? pairUp(pairs) : pairs.filter(Array.isArray)).flatMap(linesOfPair)
  return { lines, mistake: isFlat ? HEADERS_FLAT : undefined }
}

/** As Node and Fetch have them. A request of Express has a `get` itself, as headers do. */
const isRequest = ({ headers, method, get }: Shapes) =>
  headers !== null && typeof headers === 'object' && typeof method === 'string' && typeof get !== 'function'

function toPairs(headers: Shapes): unknown[] {
  const isIterable = typeof headers[Symbol.iterator] === 'function'
  const list = () => Array.from(headers as unknown as Iterable<unknown>)
  // As a verifier reads them: by name where that is possible. The iterator lists the others.
  if (answersToNames(headers)) {
    const others = isIterable ? list().filter((pair) => Array.isArray(pair) && !isKnown(pair[0])) : []
    return [...HEADERS, ...(isIterable ? [] : MORE)].map((name): unknown => [name, headers.get(name)]).concat(others)
  }
  if (isIterable) return list()
  return Object.keys(headers).map((name) => [name, headers[name]])
}

/** The name under which a verifier reads the header. */
const nameOf = (name: string) => HEADERS[indexOf(name)] ?? name

const isKnown = (name: unknown) => (HEADERS as readonly string[]).includes(nameOf(String(name)))

/** Node's rawHeaders: names and values in turn. */
const pairUp = (flat: unknown[]) => flat.flatMap((name, at) => (at % 2 ? [] : [[name, flat[at + 1]]]))

const linesOfPair = ([name, value]: unknown[]): HeaderLine[] =>
  (Array.isArray(value) ? value : [value])
    .filter((copy) => copy !== null && copy !== undefined)
    .map((copy) => ({ name: nameOf(String(name)), value: String(copy) }))
