// Suggestions for misspelled names.

/** Returns the name that was probably meant, if one is near enough. */
export function nearest(typed, names) {
  const [best] = names.map((name) => [distance(typed, name), name]).sort(([one], [other]) => one - other)
  return best && best[0] <= Math.max(1, Math.floor(typed.length / 3)) ? best[1] : undefined
}

/** The Levenshtein distance: how many letters have to be inserted, removed or replaced. */
function distance(one, other) {
  let row = Array.from({ length: other.length + 1 }, (_, at) => at)
  for (let at = 0; at < one.length; at++) {
    const next = [at + 1]
    for (let to = 0; to < other.length; to++) {
      next.push(Math.min(next[to] + 1, row[to + 1] + 1, row[to] + (one[at] === other[to] ? 0 : 1)))
    }
    row = next
  }
  return row.at(-1)
}
