// Generated pastes: out of the pieces that the grammars are made of, so that they come further than the first byte.
import fc from 'fast-check'

const PIECES = [
  'POST / HTTP/1.1\n',
  'curl ',
  '-d ',
  '-H ',
  '@f',
  "'",
  '"',
  "$'",
  '\\',
  '^',
  '\n',
  '\r\n',
  '{',
  '}',
  '[',
  ']',
  ':',
  ',',
  '"log":',
  '"entries":',
  '"request":',
  '"headers":',
  '"text":',
  ' ',
  '\0',
  '\ud800',
  'fetch("a", {',
  '\niwr a ',
  '-Headers @{',
  '-Body ',
  "@'\n",
  '$a = ',
  '$([char]233)',
  '[Text.Encoding]::UTF8.GetBytes(',
  'headers: {',
  '"body":',
  '"x-webhook-signature":"a"',
  "'x-webhook-signature': 'a'",
  'Headers {',
  '<Buffer 7b 7d>',
  '> POST / HTTP/1.1\n',
  '> a: b\n',
  'PS C:\\> ',
  '`\n'
]
const text = fc
  .array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ unit: 'binary', maxLength: 4 })), { maxLength: 40 })
  .map((pieces) => pieces.join(''))

/** Texts and bytes. */
export const anyPaste = fc.oneof(text, fc.uint8Array({ maxLength: 60 }))
