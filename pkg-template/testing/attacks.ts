// Deliveries that every endpoint has to refuse, each with the code that this package's verifier refuses it with.
import type { Secret } from '../index.ts'
import { getOwn } from '../lib/verifier/options.ts'
import { encodings } from './attacks/encodings.ts'
import { Forge } from './attacks/forge.ts'
import { keys } from './attacks/keys.ts'
import { payloads } from './attacks/payloads.ts'
import { spellings } from './attacks/spellings.ts'
import { tampered } from './attacks/tampered.ts'
import { timestamps } from './attacks/timestamps.ts'
import { unsigned } from './attacks/unsigned.ts'
import { windows } from './attacks/windows.ts'
import { checked, momentOf } from './signed.ts'
import type { AttackDelivery, TestMoment } from './types.ts'

const GROUPS = [unsigned, keys, spellings, tampered, encodings, windows, timestamps, payloads]

/**
 * Hostile deliveries, each of a job of its own, in a fixed order and under names that do not change.
 *
 * @param options.secret the endpoint's secret
 * @param options.now the endpoint's clock, where it is not the present
 * @throws {TypeError} for a secret that WebhookVerifier would not take
 */
export function attackDeliveries(options: { secret: Secret; now?: TestMoment | undefined }): AttackDelivery[] {
  const given = checked(options, ['secret', 'now'], 'attackDeliveries')
  const forge = new Forge(getOwn(given, 'secret'), momentOf(getOwn(given, 'now')))
  return GROUPS.flatMap((group) => group(forge))
}
