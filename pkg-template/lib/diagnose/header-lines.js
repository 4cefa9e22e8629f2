// All header lines, out of any value that was passed as headers.
import { FOREIGN_HEADERS, HEADERS } from '#messages'
import { answersToNames, indexOf } from '../verifier/headers.ts'
import { HEADERS_FLAT, HEADERS_MISSING, HEADERS_OF_REQUEST, HEADERS_UNREAD } from './input-mistakes.js'

/** Further headers to ask for by name where an object cannot list its own. */
const ALSO = ['content-length', 'content-type', ...FOREIGN_HEADERS]

/** `{ lines, mistake }`: objects with `name` and `value`, and the mistake that the shape shows. */
export function linesOf(headers) {
  if (headers === null || typeof headers !== 'object') return { lines: [], mistake: HEADERS_MISSING }
  if (typeof headers.then === 'function') return { lines: [], mistake: HEADERS_UNREAD }
  if (isRequest(headers)) return { ...linesOf(headers.headers), mistake: HEADERS_OF_REQUEST }
  const pairs = pairsOf(headers)
  const isFlat = pairs.length > 0 && pairs.every((each) => typeof each === 'string')
  const lines = (isFlat ? paired(pairs) : pairs.filter(Array.isArray)).flatMap(linesOfPair)
  return { lines, mistake: isFlat ? HEADERS_FLAT : undefined }
}

/** As Node and Fetch have them. Express's answers to get() itself, as headers do. */
const isRequest = ({ headers, method, get }) =>
  headers !== null && typeof headers === 'object' && typeof method === 'string' && typeof get !== 'function'

function pairsOf(headers) {
  const isIterable = typeof headers[Symbol.iterator] === 'function'
  // As lib/verifier/headers.js has it: what answers to names is asked by them, and its iterator tells of the others.
  if (answersToNames(headers)) {
    const others = isIterable ? Array.from(headers).filter((pair) => Array.isArray(pair) && !isKnown(pair[0])) : []
    return [...HEADERS, ...(isIterable ? [] : ALSO)].map((name) => [name, headers.get(name)]).concat(others)
  }
  if (isIterable) return Array.from(headers)
  return Object.keys(headers).map((name) => [name, headers[name]])
}

/** Under the name that a verifier takes it for. */
const nameOf = (name) => HEADERS[indexOf(name)] ?? name

const isKnown = (name) => HEADERS.includes(nameOf(String(name)))

/** Node's rawHeaders: names and values in turn. */
const paired = (flat) => flat.flatMap((name, at) => (at % 2 ? [] : [[name, flat[at + 1]]]))

const linesOfPair = ([name, value]) =>
  (Array.isArray(value) ? value : [value])
    .filter((copy) => copy !== null && copy !== undefined)
    .map((copy) => ({ name: nameOf(String(name)), value: String(copy) }))
