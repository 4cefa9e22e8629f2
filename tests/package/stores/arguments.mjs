// What stores are given in tests: texts that are hard to keep apart, and arguments that make no sense.

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
  '\0'.repeat(3000),
]

export const BAD_CLAIMS = [
  ['an empty key', TypeError, ['', 60, { owner: 'a', seconds: 60 }]],
  ['no key', TypeError, [undefined, 60, { owner: 'a', seconds: 60 }]],
  ['a number as key', TypeError, [1, 60, { owner: 'a', seconds: 60 }]],
  ['no lease', TypeError, ['k', 60]],
  ['null as lease', TypeError, ['k', 60, null]],
  ['a number as lease', TypeError, ['k', 60, 60]],
  ['an empty owner', TypeError, ['k', 60, { owner: '', seconds: 60 }]],
  ['no owner', TypeError, ['k', 60, { seconds: 60 }]],
  ...[NaN, Infinity, 0, -1, '60', undefined, null, 60n, {}].flatMap((bad) => [
    [`keepSeconds ${String(bad)}`, RangeError, ['k', bad, { owner: 'a', seconds: 60 }]],
    [`seconds ${String(bad)}`, RangeError, ['k', 60, { owner: 'a', seconds: bad }]],
  ]),
]

export const BAD_HOLDERS = [
  ['an empty key', ['', 'a']],
  ['an empty owner', ['k', '']],
  ['no owner', ['k']],
  ['an object as owner', ['k', { owner: 'a' }]],
]
