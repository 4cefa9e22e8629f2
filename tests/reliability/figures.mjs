// The figures that a test prints.

/** @param {{ status: number }[]} answers */
export const statusesOf = (answers) => {
  /** @type {Record<string, number>} */
  const counts = {}
  for (const { status } of answers) counts[status || 'broken'] = (counts[status || 'broken'] ?? 0) + 1
  return Object.entries(counts)
    .map(([status, count]) => `${count} × ${status}`)
    .join(', ')
}

/**
 * @param {number[]} values
 * @param {number} part
 */
export function quantile(values, part) {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? NaN
}

/** @param {number[]} values */
export const median = (values) => quantile(values, 0.5)
