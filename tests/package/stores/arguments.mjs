// Arguments for stores in tests: texts that are hard to keep apart, and arguments that make no sense.

/** @import { Mistyped } from '../../suite/cases.d.ts' */

/** Keys and owners that an encoding, a driver or a query could change or mix up; each differs from all others. */
export const HOSTILE_TEXTS = [
  '__proto__',
  'constructor',
  "'; DROP TABLE webhook_replay; --",
  '$1',
  '"',
  '\\',
  '\\u0000',
  '\0',
  'a',
  'a\0',
  'a\0b',
  'A',
  'a ',
  ' a',
  'a\n',
  'a\r\n',
  'é',
  'e\u0301',
  '\ud800',
  '\udc00',
  '\ufffd',
  '\u{1f600}',
  '\\ud83d\\ude00',
  '\ufeffa',
  '{a}',
  '*',
  '%',
  '../a',
  'a/b',
  'a:b',
  'x'.repeat(513),
  'x'.repeat(514),
  `${'y'.repeat(100_000)}1`,
  `${'y'.repeat(100_000)}2`,
  '\0'.repeat(3000)
]

const good = { key: 'k', owner: 'a', leaseSeconds: 60, keepSeconds: 60 }
/** @type {[name: string, holder: Mistyped][]} */
const BAD_HOLDER_MEMBERS = ['', undefined, null, 1, {}, ['a']].flatMap((bad) =>
  ['key', 'owner'].map((name) => /** @type {[string, Mistyped]} */ ([`${name} ${JSON.stringify(bad)}`, { ...good, [name]: bad }]))
)
/** @type {[name: string, holder: Mistyped][]} */
const BAD_OBJECTS = [undefined, null, 60, 'k'].map((bad) => [`${bad} as arguments`, bad])
const BAD_SECONDS = [NaN, Infinity, 0, -1, '60', undefined, null, 60n, {}]

/** @type {[name: string, holder: Mistyped][]} */
export const BAD_HOLDERS = [...BAD_OBJECTS, ...BAD_HOLDER_MEMBERS]

/** @type {[name: string, Class: ErrorConstructor, claim: Mistyped][]} */
export const BAD_CLAIMS = [
  ...BAD_HOLDERS.map(([name, bad]) => /** @type {[string, ErrorConstructor, Mistyped]} */ ([name, TypeError, bad])),
  ...BAD_SECONDS.flatMap((bad) =>
    ['leaseSeconds', 'keepSeconds'].map(
      (name) => /** @type {[string, ErrorConstructor, Mistyped]} */ ([`${name} ${String(bad)}`, RangeError, { ...good, [name]: bad }])
    )
  )
]

/** @type {[name: string, completion: Mistyped][]} */
export const BAD_COMPLETIONS = BAD_SECONDS.map((bad) => [`keepSeconds ${String(bad)}`, { ...good, keepSeconds: bad }])
