// Every value of js-values.mjs at every argument of expected-errors.mjs: nothing but the outcome listed there, and a good
// delivery verifies right after it.
// @run wrong types, %; on: every Node; core
import { same } from '../suite/expect.mjs'
import { Tally } from '../suite/tally.mjs'
import { delivery, now } from './guide.mjs'
import { library } from './installed.mjs'
import { ARGUMENTS } from './expected-errors.mjs'
import { VALUES } from './js-values.mjs'

/** @import { Row } from './expected-errors.mjs' */

const { verifyWebhook, WebhookError, WebhookVerifier } = library
const good = delivery('whsec_good')
const verifier = new WebhookVerifier({ secrets: 'whsec_good', now })

/**
 * @param {Row['put']} put
 * @param {unknown} value
 */
async function outcome(put, value) {
  try {
    const result = await put(library, value)
    return typeof result === 'boolean' ? String(result) : 'accepted'
  } catch (error) {
    return error instanceof WebhookError ? error.code : (error?.constructor?.name ?? typeof error)
  }
}

function goodStillVerifies() {
  same(verifier.verify(good).type, 'job.completed', 'type of the good one')
  const { headers, body } = good
  same(verifyWebhook(body, headers['x-webhook-timestamp'], headers['x-webhook-signature'], 'whsec_good'), true, 'verifyWebhook')
}

/**
 * Pairs of the name of a value and the outcome listed for it.
 * @param {Row} row
 */
function expected({ put, rest, ...outcomes }) {
  const listed = new Map(
    Object.entries(outcomes).flatMap(([name, values]) => /** @type {string[]} */ (values).map((value) => [value, name]))
  )
  for (const name of listed.keys()) same(name in VALUES, true, `whether there is a value '${name}'`)
  return Object.keys(VALUES).map((name) => ({ name, outcome: listed.get(name) ?? rest }))
}

const tally = new Tally()
for (const [argument, row] of Object.entries(ARGUMENTS)) {
  await tally.group(argument, expected(row), async ({ name, outcome: wanted }) => {
    same(await outcome(row.put, VALUES[/** @type {keyof typeof VALUES} */ (name)]()), wanted, 'outcome')
    goodStillVerifies()
  })
}
if (!tally.end()) process.exitCode = 1
