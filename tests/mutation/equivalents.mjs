// Mutants that no test can catch, because a user of the package cannot tell them from it. Each is named by its file, by the code
// that Stryker changes and by what that becomes, for a line's number would not last; last comes the reason.

/** @type {[file: string, code: string, by: string, reason: string][]} */
const LIST = [
  ['replay/expiry-heap.ts', 'above.until > entry.until', 'above.until >= entry.until', 'of two that expire at once either may go first'],
  ['replay/expiry-heap.ts', 'below.until < entry.until', 'below.until <= entry.until', 'the same'],
  ['replay/expiry-heap.ts', 'right.until < left.until', 'right.until <= left.until', 'the same']
]

/** @param {string} code */
const textOf = (code) => code.replace(/\s+/g, ' ')

/**
 * Those mutants that are in the list, and entries of the list that are not one mutant's: of code that has changed, mostly.
 * @param {import('./instrument.mjs').Mutant[]} mutants
 */
export function equivalentsOf(mutants) {
  const found = LIST.map(([file, code, by]) =>
    mutants.filter((mutant) => mutant.fileName === file && textOf(mutant.code) === code && textOf(mutant.replacement) === by)
  )
  const stale = LIST.filter((_, place) => found[place]?.length !== 1).map(([file, code, by]) => `${file}: ${code} → ${by}`)
  return { equivalents: new Set(found.flat()), stale }
}
