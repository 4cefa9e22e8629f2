// SHA-256's compression of one block (FIPS 180-4), for the states that a keyed hash keeps; node:crypto does not show
// them.
import { present } from '../suite/expect.mjs'

/** @type {number[]} */
const primes = []
for (let candidate = 2; primes.length < 64; candidate++) {
  if (primes.every((prime) => candidate % prime)) primes.push(candidate)
}
/** @param {number} root */
const fraction = (root) => Math.floor((root % 1) * 2 ** 32) >>> 0
const INITIAL = primes.slice(0, 8).map((prime) => fraction(Math.sqrt(prime)))
const ROUNDS = primes.map((prime) => fraction(Math.cbrt(prime)))
/**
 * @param {number} word
 * @param {number} by
 */
const rotate = (word, by) => (word >>> by) | (word << (32 - by))

/**
 * The eight words after one block of 64 bytes.
 * @param {Buffer} block
 */
export function firstState(block) {
  const words = Array.from({ length: 16 }, (_, at) => block.readUInt32BE(at * 4))
  /** @param {number} at */
  const wordAt = (at) => present(words[at])
  for (let at = 16; at < 64; at++) {
    const [oldest, older, newer, newest] = [wordAt(at - 16), wordAt(at - 15), wordAt(at - 7), wordAt(at - 2)]
    const first = rotate(older, 7) ^ rotate(older, 18) ^ (older >>> 3)
    const second = rotate(newest, 17) ^ rotate(newest, 19) ^ (newest >>> 10)
    words.push((oldest + first + newer + second) | 0)
  }
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = INITIAL
  for (const [at, round] of ROUNDS.entries()) {
    const first = h + (rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)) + ((e & f) ^ (~e & g)) + round + wordAt(at)
    const second = (rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))
    ;[h, g, f, e, d, c, b, a] = [g, f, e, (d + first) | 0, c, b, a, (first + second) | 0]
  }
  return [a, b, c, d, e, f, g, h].map((word, at) => (word + present(INITIAL[at])) >>> 0)
}
