// For contenders that leave the comparison to their users.

/**
 * Of texts or bytes of one length, in a time that does not depend on where they differ.
 * @param {string} one
 * @param {string} other
 */
export function equalText(one, other) {
  if (one.length !== other.length) return false
  let difference = 0
  for (let at = 0; at < one.length; at++) difference |= one.charCodeAt(at) ^ other.charCodeAt(at)
  return difference === 0
}

/**
 * @param {Uint8Array} one
 * @param {Uint8Array} other
 */
export function equalBytes(one, other) {
  if (one.length !== other.length) return false
  let difference = 0
  for (let at = 0; at < one.length; at++) difference |= (one[at] ?? 0) ^ (other[at] ?? 0)
  return difference === 0
}

/**
 * For contenders that throw what they refuse.
 * @template T
 * @param {() => T} work
 */
export function passes(work) {
  try {
    return work()
  } catch {
    return false
  }
}

/** @param {() => boolean | Promise<boolean>} work */
export async function passesLater(work) {
  try {
    return await work()
  } catch {
    return false
  }
}
