// A key or an owner as text that every driver, encoding and database carries unchanged: printable ASCII, one for one.

/** Long enough for what a handler makes; short enough for the index of every store. */
const LONGEST = 512

/** JSON escapes quotes, backslashes, control characters and lone surrogates; so does this all else beyond ASCII. */
const asciiOf = (text) =>
  JSON.stringify(text)
    .slice(1, -1)
    .replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)

/** Key and owner of a claim as a database is told them. */
export const named = async (claim) => ({ ...claim, key: await nameOf(claim.key), owner: await nameOf(claim.owner) })

/** A longer text is its digest. No escape begins with `\s`, so that is no other text's name. */
async function nameOf(text) {
  const ascii = asciiOf(text)
  return ascii.length <= LONGEST ? ascii : `\\sha256:${await digestOf(ascii)}`
}

async function digestOf(ascii) {
  const subtle = globalThis.crypto?.subtle
  if (!subtle) throw new RangeError(`a text of more than ${LONGEST} characters needs WebCrypto, which Node has from 20 on`)
  const digest = await subtle.digest('SHA-256', new TextEncoder().encode(ascii))
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
