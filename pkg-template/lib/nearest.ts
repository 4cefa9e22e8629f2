// Suggestions for misspelled names.

/** Returns the name that was probably meant, if one is near enough. */
export function nearest(typed: string, names: readonly string[]): string | undefined {
  let best: string | undefined
  let least = Math.max(1, Math.floor(typed.length / 3)) + 1
  for (const name of names) {
    const letters = distance(typed, name)
    if (letters < least) [best, least] = [name, letters]
  }
  return best
}

/** The Levenshtein distance: how many letters have to be inserted, removed or replaced. */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, at) => at)
  for (let at = 0; at < one.length; at++) {
    const next = [at + 1]
    for (let to = 0; to < other.length; to++) {
      const kept = (row[to] ?? 0) + (one[at] === other[to] ? 0 : 1)
      next.push(Math.min((next[to] ?? 0) + 1, (row[to + 1] ?? 0) + 1, kept))
    }
    row = next
  }
  return row.at(-1) ?? 0
}
