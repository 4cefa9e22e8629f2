// Headers of Fetch, out of what a server has read: hostile names and values are to be refused, not to break anything.

/** RFC 9110 section 5.6.2: what can be a header's name. HTTP/2's own, which begin with a colon, cannot. */
const TOKEN = /^[\w!#$%&'*+.^`|~-]+$/

/** Fetch headers hold nothing else. Any other character makes a signature or a time invalid. */
const latin = (value: unknown) => String(value).replace(/[^\t -~\x80-\xff]/g, '?')

/** Returns the value as Fetch headers would, or undefined for an absent one. */
export function toHeaderValue(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined
  return typeof value === 'string' && PLAIN.test(value) ? value : trim(latin(value))
}

const PLAIN = /^[!-~]*$/

/** By hand: a pattern for blanks at the end takes time by the square of the blanks in the middle, which strangers send. */
function trim(text: string): string {
  let start = 0
  let end = text.length
  while (isBlank(text[start])) start++
  while (end > start && isBlank(text[end - 1])) end--
  return text.slice(start, end)
}

const isBlank = (letter: string | undefined) => letter === ' ' || letter === '\t'

/** `pairs` are names and values; a name may come more than once, and without a value it counts as absent. */
export function headersFrom(pairs: readonly (readonly [name: string, value: unknown])[]): Headers {
  const present = pairs.filter(([name, value]) => TOKEN.test(name) && value !== undefined && value !== null)
  return new Headers(present.map(([name, value]): [string, string] => [name, latin(value)]))
}
