// Signed in earnest, with a timestamp that is no RFC 3339 text of the one form that is accepted. Date.parse reads many
// of them, each engine some of its own; and of what it cannot read it makes NaN, which is within every limit.
import type { WebhookErrorCode } from '../../index.ts'
import type { AttackDelivery } from '../types.ts'
import { type Case, type Forge, group } from './forge.ts'

type Row = readonly [name: string, timestamp: string, expect?: WebhookErrorCode]
type Texts = ReturnType<typeof textsOf>

const AMBIGUOUS = 'ambiguous_header'
const NONSENSE = 'NaN is within every limit: a message split elsewhere passes, at any time'
const LOOSE = 'two splits of one message may both pass, or a time without a zone be hours off'

export function timestamps(forge: Forge): AttackDelivery[] {
  const refused = ([name, timestamp, expect = 'malformed_timestamp']: Row): Case => [name, forge.signed({ timestamp }), expect]
  const time = textsOf(forge.now)
  return [
    ...group('timestamp', 'sender', NONSENSE, nonsense(time).map(refused)),
    ...group('timestamp', 'sender', LOOSE, loose(time).map(refused))
  ]
}

function textsOf(now: Date) {
  const iso = now.toISOString()
  const [date, clock] = [iso.slice(0, -14), iso.slice(-13, -5)] as const
  return { iso, date, clock, year: iso.slice(0, -20), millis: now.getTime(), http: now.toUTCString() }
}

const nonsense = ({ iso, date }: Texts): Row[] => [
  ['a word', 'foo'],
  ['NaN', 'NaN'],
  ['Infinity', 'Infinity'],
  ['now', 'now'],
  ["the word 'undefined'", 'undefined'],
  ["the word 'null'", 'null'],
  ['[object Object]', '[object Object]'],
  ['a month 13', `${date.slice(0, -5)}13-01T00:00:00Z`],
  ['text after it', `${iso} x`],
  ['a zone in brackets after it', `${iso}[UTC]`],
  ['JSON after it', `${iso}.{`],
  ['ten digits of a second and no zone', `${iso.slice(0, -1)}0000000`]
]

const loose = ({ iso, date, clock, year, millis, http }: Texts): Row[] => [
  ['a word and a number', 'foo 1'],
  ['0', '0'],
  ['-1', '-1'],
  ['1e400', '1e400'],
  ['Unix seconds', String(Math.floor(millis / 1000))],
  ['Unix milliseconds', String(millis)],
  ['a date alone', date],
  ['no zone', `${date}T${clock}`],
  ['no zone, with milliseconds', iso.slice(0, -1)],
  ['no seconds', `${date}T${clock.slice(0, -3)}Z`],
  ['a space for the T', `${date} ${clock}Z`],
  ['a lower-case t', `${date}t${clock}Z`],
  ['a lower-case z', `${date}T${clock}z`],
  ['an offset without a colon', `${date}T${clock}+0000`],
  ['an offset of hours alone', `${date}T${clock}+00`],
  ['an offset of 24 hours', `${date}T${clock}+24:00`],
  ['GMT for Z', `${date}T${clock}GMT`],
  ['ten digits of a second', `${date}T${clock}.0000000000Z`],
  ['a point and no digits', `${date}T${clock}.Z`],
  ['a comma for the point', `${date}T${clock},000Z`, AMBIGUOUS],
  ['a leap second', `${date}T${clock.slice(0, -2)}60Z`],
  ['an hour 24', `${date}T24:00:00Z`],
  ['30 February', `${year}-02-30T00:00:00Z`],
  ['30 February, a date alone', `${year}-02-30`],
  ['six digits of a year', `+00${date}T${clock}Z`],
  ['as HTTP has it', http, AMBIGUOUS],
  ['as e-mail has it', http.slice('Thu, '.length)],
  ['as Americans have it', `${date.slice(5, 7)}/${date.slice(8)}/${year} ${clock} UTC`],
  ['basic, without signs', `${date.replaceAll('-', '')}T${clock.replaceAll(':', '')}Z`]
]
