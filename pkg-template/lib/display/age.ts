// Spans of time in words.
const UNITS = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60]
] as const

/** `3 minutes`, `1 day`: the largest unit that fits, rounded. */
export function spanText(millis: number): string {
  const seconds = Math.round(Math.abs(millis) / 1000)
  const [unit, size] = UNITS.find(([, size]) => seconds >= size) ?? (['second', 1] as const)
  const count = Math.round(seconds / size)
  return `${count} ${unit}${count === 1 ? '' : 's'}`
}

/** `3 minutes ago`, `3 minutes ahead`. */
export const ageText = (signed: number, now: number): string => `${spanText(now - signed)} ${signed > now ? 'ahead' : 'ago'}`
