// Every mistake of tests/vectors/diagnose.json, and the deliveries that are clean.
import { bodyOf } from '../../suite/delivery.mjs'
import { ok, same } from '../../suite/expect.mjs'

/** @import { Diagnosis } from 'webhook-verifier/diagnose' */
/** @import { Diagnoser, DiagnosisVectors, HeaderLines, MistakeCase } from '../../suite/cases.d.ts' */
/** @import { Tally } from '../../suite/tally.mjs' */

const KEYS = /** @type {const} */ (['code', 'certainty', 'message', 'fix'])

const HEADERS = { missing: () => undefined, flat: (/** @type {HeaderLines} */ lines) => lines.flat() }

/**
 * The arguments that a user would pass.
 * @param {MistakeCase} mistake
 * @param {string} usual
 * @returns {any}
 */
export function questionOf({ headers, given = {}, secrets, now, options, ...each }, usual) {
  return {
    headers: given.headers ? HEADERS[given.headers](headers) : headers,
    body: given.nothing ? undefined : given.parsed === undefined ? bodyOf(each) : JSON.parse(given.parsed),
    secrets: secrets.map(secretOf),
    now: new Date(now ?? usual),
    ...options
  }
}

/** @param {MistakeCase['secrets'][number]} secret */
function secretOf(secret) {
  if (secret === null) return undefined
  if (typeof secret === 'string') return secret
  if (secret.hex) return Uint8Array.from(secret.hex.match(/../g) ?? [], (digits) => parseInt(digits, 16))
  return secret.notAfter ? { ...secret, notAfter: new Date(secret.notAfter) } : secret
}

/** @param {Diagnosis} diagnosis */
export const codesOf = ({ findings }) => findings.map(({ code, certainty }) => `${certainty} ${code}`)

/**
 * @param {Diagnoser} library
 * @param {DiagnosisVectors} vectors
 * @param {Tally} tally
 */
export async function mistakes({ diagnoseWebhook }, { diagnose, deliveries }, tally) {
  await tally.group('each mistake is found', diagnose.cases, (each) => {
    const diagnosis = diagnoseWebhook(questionOf(each, diagnose.now))
    const { proved, likely, none = [] } = each.expect
    same(
      codesOf(diagnosis),
      [...proved.map((code) => `proved ${code}`), ...likely.map((code) => `likely ${code}`), ...none.map((code) => `none ${code}`)],
      'findings'
    )
    same([Object.keys(diagnosis), diagnosis.verified], [['verified', 'findings'], false], 'diagnosis')
    const { signedBody } = diagnosis
    if (proved.includes('body_reserialized')) ok(signedBody instanceof Uint8Array && signedBody.length > 0, 'no signed body')
    if (signedBody)
      ok(
        proved.some((code) => code.startsWith('body_')),
        'a signed body without a change of the body'
      )
    for (const finding of diagnosis.findings) {
      same(Object.keys(finding), KEYS, 'keys of a finding')
      ok(
        KEYS.every((key) => typeof finding[key] === 'string' && !/\{\}|^$/.test(finding[key])),
        `a finding says ${JSON.stringify(finding)}`
      )
    }
  })
  const { secret, now, cases } = deliveries
  const plain = cases.filter(({ options }) => !options)
  await tally.group('the verdict is the verifier’s', plain, ({ headers, expect, ...each }) => {
    const { verified, findings } = diagnoseWebhook({ headers, body: bodyOf(each), secrets: secret, now: new Date(now) })
    same([verified, findings.length === 0], [Boolean(expect.event), Boolean(expect.event)], 'verified, and nothing found')
  })
}
