// Keys and owners as text that every driver, encoding and database carries unchanged, one for one: printable ASCII without `|`, of
// a bounded length. A store can therefore put a prefix and `|` in front, and no two prefixes share a key.
import type { Holder } from './arguments.ts'
import { MAX_LENGTH, sha256 } from './digest.ts'

const SAFE = /^[ !#-[\]-{}~]*$/

/** JSON escapes quotes, backslashes, control characters and lone surrogates; this also escapes `|` and the rest beyond ASCII. */
const toAscii = (text: string): string =>
  SAFE.test(text)
    ? text
    : JSON.stringify(text)
        .slice(1, -1)
        .replace(/[^ -{}~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)

/** Returns the arguments of a call with the stored forms of key and owner. */
export const withStorageKeys = async <Call extends Holder>(call: Call): Promise<Call> => ({
  ...call,
  key: await toStorageKey(call.key),
  owner: await toStorageKey(call.owner)
})

/** A longer text is stored as its digest. No escape begins with `\s`, so no other text has that form. */
async function toStorageKey(text: string): Promise<string> {
  const ascii = toAscii(text)
  return ascii.length <= MAX_LENGTH ? ascii : `\\sha256:${await sha256(ascii)}`
}
