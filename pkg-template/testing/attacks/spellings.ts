// The right signature of a captured delivery, in another spelling than `sha256=` and 64 digits. An endpoint that reads two
// spellings may be tricked by one of them.
import type { WebhookErrorCode } from '../../index.ts'
import type { AttackDelivery } from '../types.ts'
import { type Case, type Forge, group, type HeaderChanges, type SignedHeaders } from './forge.ts'

/** Another text for the header, out of the 64 digits of the right one. */
type Spell = (hex: string) => string

/** Of a comparison that stops at the shorter of two; 20 bytes are a SHA-1. */
const CUTS = [0, 2, 4, 8, 16, 20, 31]
/** Of a comparison of the first bytes alone, of a number that they make for example. */
const BEGINNINGS = [1, 2, 4, 8, 16, 31]

export function spellings(forge: Forge): AttackDelivery[] {
  const refused = (name: string, spell: Spell, expect: WebhookErrorCode = 'malformed_signature'): Case => [
    name,
    forge.capturedWith(respelt(spell)),
    expect
  ]
  return [
    ...group('signature', 'anyone', 'few enough guesses sign any event', [
      ...CUTS.map((count) => refused(`cut to ${count} bytes`, (hex) => `sha256=${hex.slice(0, 2 * count)}`)),
      ...BEGINNINGS.map((count) => refused(`the first ${count} of 32 bytes, then others`, beginning(count), 'signature_mismatch')),
      refused('cut to one byte', (hex) => `sha256=${hex.slice(0, 2)}`),
      refused('cut to one digit', (hex) => `sha256=${hex[0]}`),
      refused('one letter', () => 's'),
      refused('64 letters for digits', () => `sha256=${'z'.repeat(64)}`),
      refused('the first byte, then letters', (hex) => `sha256=${hex.slice(0, 2)}${'z'.repeat(62)}`),
      refused('none', () => 'none'),
      refused('sha256=none', () => 'sha256=none'),
      refused("the word 'undefined'", () => 'undefined'),
      refused('8,000 digits', () => `sha256=${'a'.repeat(8000)}`)
    ]),
    ...group('signature', 'eavesdropper', 'one delivery has many signatures, and a duplicate check sees a new one each time', [
      refused('upper-case digits', (hex) => `sha256=${hex.toUpperCase()}`),
      refused('an upper-case prefix', (hex) => `SHA256=${hex}`),
      refused('no prefix', (hex) => hex),
      refused('the prefix twice', (hex) => `sha256=sha256=${hex}`),
      refused('the prefix v1=', (hex) => `v1=${hex}`),
      refused('the prefix sha256:', (hex) => `sha256:${hex}`),
      refused('the prefix sha1=', (hex) => `sha1=${hex}`),
      refused('the prefix sha1= and 40 digits', (hex) => `sha1=${hex.slice(0, 40)}`),
      refused('the prefix sha512=', (hex) => `sha512=${hex}`),
      refused('the prefix sha512= and 128 digits', (hex) => `sha512=${hex}${hex}`),
      refused('the prefix md5=', (hex) => `md5=${hex}`),
      refused('base64', (hex) => `sha256=${base64(hex)}`),
      refused('base64 without a prefix', base64),
      refused('0x before the digits', (hex) => `sha256=0x${hex}`),
      refused('a space before the digits', (hex) => `sha256= ${hex}`),
      refused('quotation marks', (hex) => `"sha256=${hex}"`),
      refused('one digit more', (hex) => `sha256=${hex}0`),
      refused('one byte more', (hex) => `sha256=${hex}00`),
      refused('letters after the digits', (hex) => `sha256=${hex}zz`),
      refused('a wrong one, a space, and the right one', (hex) => `sha256=${wrong(hex)} sha256=${hex}`),
      refused('a wrong one, a semicolon, and the right one', (hex) => `sha256=${wrong(hex)};sha256=${hex}`),
      refused('twice, the second is right', (hex) => `sha256=${wrong(hex)}, sha256=${hex}`, 'ambiguous_header'),
      refused('twice, the first is right', (hex) => `sha256=${hex}, sha256=${wrong(hex)}`, 'ambiguous_header')
    ])
  ]
}

const respelt =
  (spell: Spell) =>
  (headers: SignedHeaders): HeaderChanges => ({ 'x-webhook-signature': spell(headers['x-webhook-signature'].slice('sha256='.length)) })

const beginning =
  (count: number): Spell =>
  (hex) =>
    `sha256=${hex.slice(0, 2 * count)}${flipped(hex.slice(2 * count))}`

const flipped = (hex: string): string => hex.replace(/./g, (digit) => (parseInt(digit, 16) ^ 15).toString(16))

const wrong = (hex: string): string => (hex[0] === '0' ? '1' : '0') + hex.slice(1)

const base64 = (hex: string): string => btoa(hex.replace(/../g, (byte) => String.fromCharCode(parseInt(byte, 16))))
