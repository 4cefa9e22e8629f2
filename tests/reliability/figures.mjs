// The figures that a test prints.

export const statusesOf = (answers) => {
  const counts = {}
  for (const { status } of answers) counts[status || 'broken'] = (counts[status || 'broken'] ?? 0) + 1
  return Object.entries(counts)
    .map(([status, count]) => `${count} × ${status}`)
    .join(', ')
}

export function quantile(values, part) {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))]
}

export const median = (values) => quantile(values, 0.5)
