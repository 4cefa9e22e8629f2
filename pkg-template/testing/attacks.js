// Deliveries that every endpoint has to refuse, each with the code that this package's verifier refuses it with.
import { getOwn } from '../lib/verifier/options.ts'
import { encodings } from './attacks/encodings.js'
import { Forge } from './attacks/forge.js'
import { keys } from './attacks/keys.js'
import { payloads } from './attacks/payloads.js'
import { spellings } from './attacks/spellings.js'
import { tampered } from './attacks/tampered.js'
import { timestamps } from './attacks/timestamps.js'
import { unsigned } from './attacks/unsigned.js'
import { windows } from './attacks/windows.js'
import { checked, momentOf } from './signed.js'

const GROUPS = [unsigned, keys, spellings, tampered, encodings, windows, timestamps, payloads]

/**
 * Each `{ name, headers, body, expect, attacker, impact }`, some with a `method` of their own. Each is about a job of its own, so
 * that none looks like a copy of another.
 */
export function attackDeliveries(options) {
  const given = checked(options, ['secret', 'now'], 'attackDeliveries')
  const forge = new Forge(getOwn(given, 'secret'), momentOf(getOwn(given, 'now')))
  return GROUPS.flatMap((group) => group(forge))
}
