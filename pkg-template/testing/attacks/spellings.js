// The right signature of a captured delivery, spelt otherwise than `sha256=` and 64 digits. Who reads two spellings may
// be made to read one of them for less than it is.
import { group } from './forge.js'

/** Of a comparison that stops at the shorter of two; 20 bytes are a SHA-1. */
const CUTS = [0, 1, 2, 4, 8, 16, 20, 31]

export function spellings(forge) {
  const refused = (name, spell, expect = 'malformed_signature') => [name, forge.capturedWith(respelt(spell)), expect]
  return [
    ...group('anyone', 'few enough guesses sign any event', [
      ...CUTS.map((count) => refused(`a signature of ${count} bytes`, (hex) => `sha256=${hex.slice(0, 2 * count)}`)),
      refused('a signature of one digit', (hex) => `sha256=${hex[0]}`),
      refused('a signature of one letter', () => 's'),
      refused('no digits: 64 letters', () => `sha256=${'z'.repeat(64)}`),
      refused('the first byte, then letters', (hex) => `sha256=${hex.slice(0, 2)}${'z'.repeat(62)}`),
      refused('another algorithm: none', () => 'none'),
      refused('another algorithm: sha256=none', () => 'sha256=none'),
      refused("the word 'undefined'", () => 'undefined'),
      refused('8,000 digits', () => `sha256=${'a'.repeat(8000)}`),
    ]),
    ...group('eavesdropper', 'one delivery has many signatures, each another to whoever remembers them', [
      refused('upper-case digits', (hex) => `sha256=${hex.toUpperCase()}`),
      refused('an upper-case prefix', (hex) => `SHA256=${hex}`),
      refused('no prefix', (hex) => hex),
      refused('the prefix twice', (hex) => `sha256=sha256=${hex}`),
      refused('another prefix: v1=', (hex) => `v1=${hex}`),
      refused('another prefix: sha256:', (hex) => `sha256:${hex}`),
      refused('another algorithm: sha1=', (hex) => `sha1=${hex}`),
      refused('another algorithm: sha1= and 40 digits', (hex) => `sha1=${hex.slice(0, 40)}`),
      refused('another algorithm: sha512=', (hex) => `sha512=${hex}`),
      refused('another algorithm: sha512= and 128 digits', (hex) => `sha512=${hex}${hex}`),
      refused('another algorithm: md5=', (hex) => `md5=${hex}`),
      refused('base64', (hex) => `sha256=${base64(hex)}`),
      refused('base64 without a prefix', base64),
      refused('0x before the digits', (hex) => `sha256=0x${hex}`),
      refused('a space before the digits', (hex) => `sha256= ${hex}`),
      refused('quotation marks', (hex) => `"sha256=${hex}"`),
      refused('one digit more', (hex) => `sha256=${hex}0`),
      refused('one byte more', (hex) => `sha256=${hex}00`),
      refused('letters behind the digits', (hex) => `sha256=${hex}zz`),
      refused('two signatures, joined by a space', (hex) => `sha256=${wrong(hex)} sha256=${hex}`),
      refused('two signatures, joined by a semicolon', (hex) => `sha256=${wrong(hex)};sha256=${hex}`),
      refused('two signatures, the second is right', (hex) => `sha256=${wrong(hex)}, sha256=${hex}`, 'ambiguous_header'),
      refused('two signatures, the first is right', (hex) => `sha256=${hex}, sha256=${wrong(hex)}`, 'ambiguous_header'),
    ]),
  ]
}

const respelt = (spell) => (headers) => ({ 'x-webhook-signature': spell(headers['x-webhook-signature'].slice('sha256='.length)) })

const wrong = (hex) => (hex[0] === '0' ? '1' : '0') + hex.slice(1)

const base64 = (hex) => btoa(hex.replace(/../g, (byte) => String.fromCharCode(parseInt(byte, 16))))
