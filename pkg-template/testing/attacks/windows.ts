// Genuine deliveries of another time. Two hours are longer than any sender's retries should need, and longer than many a
// store remembers; the rest is so far off that every window which deserves the name is over.
import type { AttackDelivery, TestDelivery } from '../types.ts'
import { type Captured, type Forge, group } from './forge.ts'

const SECOND = 1000
const HOUR = 3600 * SECOND
const DAY = 24 * HOUR

export function windows(forge: Forge): AttackDelivery[] {
  const moment = (millis: number): Date => new Date(forge.now.getTime() + millis)
  const from = (millis: number): Captured => forge.captured({ now: moment(millis) })
  // Signed ahead, it becomes genuine one day: found in a log, it must be worthless.
  const ahead = (timestamp: string): TestDelivery => {
    const { headers, body } = forge.captured({ payload: { event: 'test.attack', data: { id: 'test' } } })
    return forge.signed({ timestamp, body, headers: { 'x-webhook-event': headers['x-webhook-event'] } })
  }
  const stamped = (timestamp: string): TestDelivery => forge.signed({ timestamp })
  const digits = forge.now.toISOString().slice(0, 19)
  return [
    ...group('time', 'eavesdropper', 'a captured delivery passes until the secret changes', [
      ['two hours old', from(-2 * HOUR), 'timestamp_too_old'],
      ['two days old', from(-2 * DAY), 'timestamp_too_old'],
      ['a year old', from(-365 * DAY), 'timestamp_too_old'],
      ['of 1970', stamped('1970-01-01T00:00:00Z'), 'timestamp_too_old'],
      ['of the year 0', stamped('0000-01-01T00:00:00Z'), 'timestamp_too_old'],
      ['half a day old, by its offset alone', stamped(`${digits}+12:00`), 'timestamp_too_old']
    ]),
    ...group('time', 'sender', 'a delivery that was signed ahead passes for as long as it is ahead', [
      ['an hour ahead', ahead(moment(HOUR).toISOString()), 'timestamp_in_future'],
      ['a year ahead', ahead(moment(365 * DAY).toISOString()), 'timestamp_in_future'],
      ['of the year 9999', ahead('9999-12-31T23:59:59Z'), 'timestamp_in_future'],
      ['half a day ahead, by its offset alone', ahead(`${digits}-12:00`), 'timestamp_in_future']
    ])
  ]
}
