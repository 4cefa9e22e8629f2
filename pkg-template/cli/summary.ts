// The sum of many deliveries: statuses and times.
import { explain, isUnreached, Unreachable } from './errors.ts'
import type { Outcome } from './post.ts'
import { plain, type Terminal } from './terminal.ts'

/** Prints how many of each status there were, and how long the answers took. */
export function printSummary(outcomes: readonly Outcome[], terminal: Terminal): void {
  const accepted = outcomes.filter(({ accepted }) => accepted).length
  terminal.print(`${accepted} of ${outcomes.length} accepted`)
  terminal.more(`statuses: ${countStatuses(outcomes)}`)
  const times = outcomes.filter(({ status }) => status !== undefined).map(({ millis }) => millis)
  if (times.length) terminal.more(`times: ${describeTimes(times)}`)
}

function countStatuses(outcomes: readonly Outcome[]): string {
  const counts = new Map<string, number>()
  for (const { status, error = '' } of outcomes) {
    const key = status === undefined ? plain(explain(error)) : String(status)
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  return [...counts]
    .sort(([, one], [, other]) => other - one)
    .map(([key, count]) => `${key} × ${count}`)
    .join(', ')
}

function describeTimes(times: number[]): string {
  const sorted = [...times].sort((one, other) => one - other)
  const at = (index: number) => sorted[index] ?? 0
  const last = sorted.length - 1
  const median = Math.round((at(Math.floor(last / 2)) + at(Math.ceil(last / 2))) / 2)
  return `median ${median} ms, 95 % within ${at(Math.min(last, Math.floor(sorted.length * 0.95)))} ms, slowest ${at(last)} ms`
}

export const isUnanswered = (outcomes: readonly Outcome[]): boolean => outcomes.every(({ status }) => status === undefined)

/** The error of an endpoint that answered none. */
export function unreachable([first]: readonly Outcome[]): Unreachable {
  const error = first?.error ?? ''
  return new Unreachable(`${isUnreached(error) ? 'the endpoint cannot be reached' : 'the endpoint gave no answer'}: ${explain(error)}`)
}
