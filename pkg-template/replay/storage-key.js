// Keys and owners as text that every driver, encoding and database carries unchanged, one for one: printable ASCII without `|`, of
// a bounded length. A store can therefore put a prefix and `|` in front, and no two prefixes share a key.

/** Long enough for the keys of a handler; short enough for the index of every store, and to bound the memory of one. */
const MAX_LENGTH = 512

const SAFE = /^[ !#-[\]-{}~]*$/

/** JSON escapes quotes, backslashes, control characters and lone surrogates; this also escapes `|` and the rest beyond ASCII. */
const toAscii = (text) =>
  SAFE.test(text)
    ? text
    : JSON.stringify(text)
        .slice(1, -1)
        .replace(/[^ -{}~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)

/** Returns the arguments of a call with the stored forms of key and owner. */
export const withStorageKeys = async (holder) => ({
  ...holder,
  key: await toStorageKey(holder.key),
  owner: await toStorageKey(holder.owner)
})

/** A longer text is stored as its digest. No escape begins with `\s`, so no other text has that form. */
async function toStorageKey(text) {
  const ascii = toAscii(text)
  return ascii.length <= MAX_LENGTH ? ascii : `\\sha256:${await digest(ascii)}`
}

async function digest(ascii) {
  const subtle = globalThis.crypto?.subtle
  if (!subtle) throw new RangeError(`a text of more than ${MAX_LENGTH} characters needs WebCrypto, which Node has from 20 on`)
  const bytes = await subtle.digest('SHA-256', new TextEncoder().encode(ascii))
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
