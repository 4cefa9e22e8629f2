// New ids for each run: an endpoint may remember those of an earlier one.

let count = 0

/** Node 18 has no global crypto; nothing secret hangs on it. */
export function newId(kind: string): string {
  const random = Math.random().toString(36).slice(2, 8)
  return `${kind}_test_${Date.now().toString(36)}_${(++count).toString(36)}${random}`
}
