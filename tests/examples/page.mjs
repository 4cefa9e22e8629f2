// The example that is a page, in Chromium: `node tests/examples/page.mjs <folder> <name>`.
// @run example: browser; args: browser; needs: Chromium
import { open } from '../package/browsers/engines.mjs'
import { ok, same } from '../suite/expect.mjs'
import { Tally } from '../suite/tally.mjs'
import { copyOf, start } from './example.mjs'
import { delivery, WEBHOOK_SECRET } from './sender.mjs'

/** @import { SignedText } from './sender.mjs' */

const HOUR = 3_600_000

/** The pasted text, and the beginning of the verdict. */
/** @type {[name: string, fields: SignedText, secret: string, expected: string][]} */
const VERDICTS = [
  ['genuine', delivery(), WEBHOOK_SECRET, 'genuine: job.completed of job_1'],
  ['signed with another secret', delivery({ secret: 'guessed' }), WEBHOOK_SECRET, 'refused: signature_mismatch: '],
  ['signed an hour ago', delivery({ from: -HOUR }), WEBHOOK_SECRET, 'refused: timestamp_too_old: '],
  ['a secret with a space before it', delivery(), ` ${WEBHOOK_SECRET}`, 'secret starts or ends with whitespace']
]

/**
 * These run in the page.
 * @param {object} fields
 */
function judge(fields) {
  const form = document.querySelector('form')
  const elements = /** @type {any} */ (form.elements)
  for (const [name, value] of Object.entries(fields)) elements[name].value = value
  form.requestSubmit()
  return elements.verdict.value
}
const loaded = () => performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname)
const typeOfSecret = () => document.querySelector('form').elements.secret.type
/** @param {string} url */
const send = (url) =>
  fetch(url).then(
    () => 'sent',
    () => 'not sent'
  )

/**
 * @param {Tally} tally
 * @param {Foreign} page
 */
async function addPage(tally, page) {
  const before = await page.evaluate(loaded)
  await tally.group('verdicts', VERDICTS, async ([, fields, secret, expected]) => {
    const verdict = await page.evaluate(judge, { ...fields, secret })
    ok(verdict.startsWith(expected), `the verdict is ${verdict}, not ${expected}`)
  })
  await tally.group('the secret is not shown', ['type'], async (what) => same(await page.evaluate(typeOfSecret), 'password', what))
  await tally.group('nothing was loaded since', ['paths'], async (what) => same(await page.evaluate(loaded), before, what))
  await tally.group('its policy lets nothing out', ['/page.js'], async (path) => same(await page.evaluate(send, path), 'not sent'))
}

const [, , folder = '', name = ''] = process.argv
const tally = new Tally()
const server = await start(copyOf(folder, name), { more: '--serve=127.0.0.1:0' })
try {
  const browser = await open('Chromium')
  try {
    const page = await browser.newPage()
    await page.goto(server.address)
    await addPage(tally, page)
  } finally {
    await browser.close()
  }
} finally {
  await server.stop()
}
if (!tally.end()) process.exitCode = 1
