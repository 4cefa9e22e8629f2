// Headers of Fetch, out of what a server has read: hostile names and values are to be refused, not to break anything.

/** RFC 9110 section 5.6.2: what can be a header's name. HTTP/2's own, which begin with a colon, cannot. */
const TOKEN = /^[\w!#$%&'*+.^`|~-]+$/

/** Fetch headers hold nothing else. A signature or a time with something else in it is none. */
const latin = (value) => String(value).replace(/[^\t -~\x80-\xff]/g, '?')

/** `pairs` are names and values; a name may come more than once, and without a value it counts as absent. */
export const headersFrom = (pairs) =>
  new Headers(
    pairs.filter(([name, value]) => TOKEN.test(name) && value !== undefined && value !== null).map(([name, value]) => [name, latin(value)])
  )
