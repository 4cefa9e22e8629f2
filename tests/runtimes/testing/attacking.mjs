// Each attack is refused by our own verifier with exactly the code it names, at any time of the day.
import { ok, present, same } from '../../suite/expect.mjs'
import { ATTACKS, EVERYTHING } from './names.mjs'

/** @import { Tally } from '../../suite/tally.mjs' */
/** @import { Kit, Library } from '../../suite/cases.d.ts' */

const SECRETS = ['k', 'whsec_kit', new Uint8Array([1, 2, 3])]
const MOMENTS = ['2026-01-15T10:30:00.123Z', '2024-02-29T00:00:00.000Z', '2026-12-31T23:59:59.999Z']
const ATTACKERS = ['anyone', 'eavesdropper', 'sender']

/**
 * @param {Library} library
 * @param {Kit} kit
 * @param {Tally} tally
 */
export async function attacking({ WebhookVerifier }, { attackDeliveries }, tally) {
  const codes = Object.entries(ATTACKS).flatMap(([code, names]) => names.map((name) => /** @type {const} */ ([name, code])))
  await tally.group('names of the attacks', ['all'], () => {
    same(
      attackDeliveries({ secret: 'k' })
        .map((/** @type {{ name: string }} */ { name }) => name)
        .sort(),
      [...EVERYTHING].sort(),
      'names'
    )
  })
  for (const moment of [...MOMENTS, undefined]) {
    const now = moment && new Date(moment)
    const attacks = new Map(attackDeliveries({ secret: SECRETS[1], now }).map((attack) => [attack.name, attack]))
    const verifier = new WebhookVerifier({ secrets: SECRETS[1], ...(now && { now: () => now }) })
    await tally.group(`codes of the attacks, ${moment ?? 'now'}`, codes, ([name, code]) => {
      const attack = present(attacks.get(name), name)
      const { ok: isAccepted, error } = verifier.safeVerify(attack)
      same([attack.expect, isAccepted ? 'accepted' : error?.code], [code, code], name)
      ok(attack.impact && ATTACKERS.includes(attack.attacker), 'it does not say who or what')
    })
  }
  await tally.group('attacks on other secrets', SECRETS, (secret) => {
    const verifier = new WebhookVerifier(secret)
    for (const attack of attackDeliveries({ secret })) same(verifier.safeVerify(attack).error?.code, attack.expect, attack.name)
  })
  await tally.group('can be sent', attackDeliveries({ secret: 'k' }), ({ method = 'POST', headers, body }) => {
    const request = new Request('https://receiver.example/', {
      method,
      headers,
      ...(method === 'POST' && { body: /** @type {BodyInit} */ (body) })
    })
    same(request.headers.get('x-webhook-signature') ?? undefined, headers['x-webhook-signature'], 'signature')
  })
}
