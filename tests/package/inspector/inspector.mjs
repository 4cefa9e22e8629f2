// The inspector in a real browser, as `webhook-verifier inspect` serves it: `node inspector.mjs <folder> <engine>`.
// Leaves screenshots in target/inspector/.
// @run inspector in Chromium; args: Chromium; needs: Chromium; slow
// @run inspector in Firefox; args: Firefox; needs: Firefox; slow
import { mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import fc from 'fast-check'
import { root } from '../../../scripts/project.mjs'
import { toolFolder } from '../../../scripts/runtimes.mjs'
import { ok, present, same } from '../../suite/expect.mjs'
import { Tally } from '../../suite/tally.mjs'
import { open } from '../browsers/engines.mjs'
import { loadSource } from '../load-source.mjs'
import { anyPaste } from '../diagnose/any-paste.mjs'
import { captures } from '../diagnose/captures.mjs'
import { Command, SECRET } from '../cli/command.mjs'
import { mistakes } from '../diagnose/captured-mistakes.mjs'
import * as page from './page.mjs'

/** @import { Capture } from 'webhook-verifier/diagnose' */

const KINDS = {
  'http': 'a raw HTTP request',
  'curl': 'a curl command',
  'har': 'a HAR entry',
  'delivery': 'JSON with headers and body',
  'lambda': 'a Lambda event',
  'webhook-site': 'an export of webhook.site',
  'ngrok': 'a request of ngrok',
  'postman': 'a Postman collection',
  'insomnia': 'an Insomnia export',
  'log': 'a line of a JSON log',
  'console': 'printed headers',
  'fetch': 'a fetch call',
  'powershell': 'a PowerShell command',
  'curl-verbose': 'the log of curl -v'
}
/** @param {{ line: number, column?: number }} error */
const placeOf = ({ line, column }) => (column === undefined ? line : `${line}, column ${column}`)
const EXAMPLE_SECRET = 'whsec_example_not_a_real_one'
/**
 * The proved cause of each example, the code of the refusal, and the place of the check that fails.
 * @type {Record<string, [cause: string | undefined, code: string | undefined, check: number]>}
 */
const REFUSALS = {
  'Mistake: the body was parsed and serialized again': ['body_reserialized', 'signature_mismatch', 5],
  'Mistake: a newline was added to the body': ['body_newline_added', 'signature_mismatch', 5],
  'Mistake: a newline at the end of the secret': ['secret_whitespace', undefined, -1],
  'Mistake: quotes around the secret': ['secret_quoted', 'signature_mismatch', 5],
  'Mistake: the variable name in front of the secret': ['secret_with_name', 'signature_mismatch', 5],
  'Mistake: the secret of another endpoint': ['unexplained', 'signature_mismatch', 5],
  'Mistake: an uppercase signature': ['signature_upper_case', 'malformed_signature', 3],
  'Mistake: a signature without its prefix': ['signature_prefix_missing', 'malformed_signature', 3],
  'Mistake: the timestamp was reformatted': ['timestamp_reformatted', 'signature_mismatch', 5],
  'Mistake: the server’s clock is ten minutes ahead': ['clock_skew', 'timestamp_too_old', 6],
  'Late: a copy of an hour ago': ['clock_skew', 'timestamp_too_old', 6],
  'Forged: another event in a header': ['event_mismatch', 'event_mismatch', 8]
}
const [RESERIALIZED, NEWLINE, CLOCK, FORGED] = [3, 5, 12, 14]
const HMAC = 5
const [PHONE, DESKTOP] = [
  { width: 360, height: 740 },
  { width: 1200, height: 860 }
]
/** WCAG 2.2, level AA, for text of any size. */
const LEAST_CONTRAST = 4.5
/** For README.md and docs/, light and dark. */
const PICTURE = { width: 1040, height: 850 }

const [, , folder = '', engine = ''] = process.argv
const { readCapture } = createRequire(join(folder, 'package.json'))('webhook-verifier/diagnose')
const shots = join(root, 'target/inspector')
mkdirSync(shots, { recursive: true })
const axe = readFileSync(join(toolFolder('inspector'), 'node_modules/axe-core/axe.min.js'), 'utf8')
const command = new Command(folder)
const { compare } = await loadSource('inspector/difference.ts')
/** @param {string | Buffer} text */
const base64 = (text) => Buffer.from(text).toString('base64')

/**
 * @param {Tally} tally
 * @param {Foreign} tab
 */
async function addFirstLook(tally, tab) {
  await tally.group('the first look', ['a genuine example'], async () =>
    same(await tab.evaluate(page.firstLook), { verdict: 'Genuine', checks: 9, isCollapsed: true, tree: 9, type: 'password' })
  )
  const places = [...Array(await tab.evaluate(page.exampleCount)).keys()]
  await tally.group('examples', places, async (place) => {
    const { title, verdict, code, findings, failed, isOpen, bytes, age } = await tab.evaluate(page.chosen, place)
    const [cause, refusal, check] = REFUSALS[title] ?? [undefined, undefined, -1]
    same([verdict === 'Genuine', findings[0], code, failed], [!cause, cause, refusal, check], title)
    if (check >= 0) ok(isOpen, 'the checks are collapsed')
    // A check after the HMAC failed: the bytes are signed, and the age is proved.
    const isSigned = !cause || check > HMAC
    same([bytes, age !== 'mark unknown'], [isSigned ? 'Signed bytes' : 'Bytes your server would hash', isSigned], title)
  })
  await tally.group('the banner has the proved cause and its fix', [RESERIALIZED], async (place) => {
    const { verdict, frameworks, difference, removed } = await tab.evaluate(page.chosen, place)
    ok(verdict.startsWith('The body was parsed and serialized again'), verdict)
    same(frameworks, 8, 'frameworks')
    ok(/^[␣↵\n]+$/.test(removed) && difference.includes('"job.completed"'), `${removed} of ${difference}`)
  })
  await tally.group('the difference to the signed body', [1000], (numRuns) => {
    const text = fc
      .array(fc.constantFrom('{', '"a"', ':', ' ', '\n', '1', ',', 'é', '😀', '}'), { maxLength: 30 })
      .map((parts) => parts.join(''))
    fc.assert(
      fc.property(text, text, (here, signed) => {
        const pieces = compare(here, signed)
        /** @param {string} kind */
        const without = (kind) =>
          pieces.flatMap((/** @type {{ kind: string, text: string }} */ piece) => (piece.kind === kind ? [] : piece.text)).join('')
        same([without('removed'), without('added')], [here, signed], 'texts')
        if (here === signed)
          ok(
            pieces.every((/** @type {{ kind: string }} */ { kind }) => kind === 'same'),
            'a difference of equal texts'
          )
      }),
      { numRuns }
    )
  })
}

/**
 * @param {Tally} tally
 * @param {Foreign} tab
 */
async function addPastes(tally, tab) {
  const cases = captures.filter(({ files, entry }) => !files && entry === undefined)
  await tally.group('the table of pastes', cases, async ({ text, capture: expected, error, choices }) => {
    const capture = /** @type {Capture | undefined} */ (expected)
    const said = await tab.evaluate(page.judged, { base64: base64(text), secret: SECRET })
    if (capture)
      return same(
        [said.read, said.notes],
        [`Read as ${KINDS[/** @type {keyof typeof KINDS} */ (capture.kind)]}: ${capture.method} ${capture.url}`, capture.notes.length]
      )
    if (choices) return same(said.choices, choices.length, 'choices')
    ok(said.fault.startsWith(`Line ${error && placeOf(error)}: found ${error?.found}; expected `), `it says ${said.fault}`)
  })
  const pastes = fc.sample(anyPaste, engine === 'Chromium' ? 200 : 50).map((paste) => Buffer.from(paste))
  await tally.group('any paste is read as elsewhere', pastes, async (paste) => {
    const { capture, error } = readCapture(paste)
    const said = await tab.evaluate(page.judged, { base64: base64(paste), secret: SECRET })
    if (capture) ok(said.read.startsWith(`Read as ${KINDS[capture.kind]}: `) && said.notes === capture.notes.length, said.read)
    else ok(said.choices || said.fault === `Line ${placeOf(error)}: found ${error.found}; expected ${error.expected}.`, said.fault)
  })
  await tally.group('a paste that is typed', ['raw', 'nonsense'], async (what) => {
    const said = await tab.evaluate(page.typed, what === 'raw' ? 'POST / HTTP/1.1\n\n{}' : 'nonsense')
    ok(said.includes(what === 'raw' ? 'missing_header' : 'Line 1'), said)
  })
}

/**
 * Input that would freeze a page: very many parts, and a diagnosis for each key.
 * @param {Tally} tally
 * @param {Foreign} tab
 */
async function addLarge(tally, tab) {
  const lists = Array.from({ length: 150 }, () => Array(150).fill(1))
  const headers = Array.from({ length: 300 }, (_, at) => `x-${at}: 1`).join('\n')
  const raw = `POST / HTTP/1.1\nx-webhook-signature: a\n${headers}\n\n${JSON.stringify({ event: 'x', data: lists })}`
  await tally.group('a delivery of very many parts', ['raw'], async () => {
    await tab.evaluate(page.judged, { base64: base64(raw), secret: '' })
    const { count, isCut } = await tab.evaluate(page.parts)
    ok(count > 200 && count < 2200 && isCut, `${count} parts, cut: ${isCut}`)
  })
  await tally.group('a secret that is typed', ['fast'], async () => {
    const count = await tab.evaluate(page.updates, 'whsec_typed_fast')
    same(count, 1, 'updates')
  })
}

/**
 * Page and command line say the same of every mistake (see cli/mistakes.mjs), which is what the table says.
 * @param {Tally} tally
 * @param {Foreign} tab
 */
async function addMistakes(tally, tab) {
  const onPage = mistakes.filter(
    (/** @type {{ secrets: string[] }} */ { secrets }) => secrets.length === 1 && secrets.every((secret) => !/[\r\n]/.test(secret))
  )
  ok(onPage.length > 60, `only ${onPage.length} mistakes can be pasted`)
  await tally.group('captured mistakes', onPage, async ({ har, secrets: [secret], now, codes }) => {
    same((await tab.evaluate(page.judged, { base64: base64(har), secret, clock: now })).findings, codes, 'findings')
  })
}

/**
 * A delivery of the user's own replaces all of an example; a secret keeps its line end.
 * @param {Tally} tally
 * @param {Foreign} tab
 */
async function addOwn(tally, tab) {
  await tally.group('an example that is changed', ['edited', 'replaced'], async (change) => {
    await tab.evaluate(page.chosen, 0)
    same(await tab.evaluate(page.replaced, change), change === 'edited' ? ['0', true] : ['', false])
  })
  await tally.group('a secret that is pasted with a line end keeps it', ['\n', '\r\n', ''], async (lineEnd) => {
    await tab.evaluate(page.chosen, 0)
    const [pasted, removed, hint] = await tab.evaluate(page.secretPasted, `${EXAMPLE_SECRET}${lineEnd}`)
    same([pasted, removed], [lineEnd ? ['secret_whitespace'] : [], []], 'findings')
    ok(!hint.includes('line end'), hint)
  })
  await tally.group('a secret that is shown and hidden', ['button'], async () =>
    same(await tab.evaluate(page.shownSecret), [
      ['password', 'Show', 'false'],
      ['text', 'Hide', 'true'],
      ['password', 'Show', 'false']
    ])
  )
  await tally.group('headers in one box, the body in another', ['genuine', 'a changed body', 'no headers'], async (what) => {
    const body = '{"event":"job.completed","data":{"id":"job_1"}}'
    const { stdout } = await command.run(['sign', '--as', 'headers', '--body', body])
    const boxes = {
      headers: what === 'no headers' ? 'nothing' : stdout,
      body: what === 'a changed body' ? `${body} ` : body,
      secret: SECRET
    }
    const { verdict, label, isHidden } = await tab.evaluate(page.twoBoxes, boxes)
    const expected = {
      'genuine': 'Genuine',
      'a changed body': 'The body has whitespace at its end that was not signed',
      'no headers': 'This cannot be read yet'
    }
    same([verdict, isHidden], [expected[/** @type {keyof typeof expected} */ (what)], true])
    ok(label.startsWith('Headers'), label)
  })
  await tally.group('a report for a ticket, without body and secret', [0, RESERIALIZED, NEWLINE], async (place) => {
    const { title, code } = await tab.evaluate(page.chosen, place)
    const { copied, says, body } = await tab.evaluate(page.reported)
    same(says, 'Copied.')
    for (const part of [EXAMPLE_SECRET, body, 'output_url']) ok(!copied.includes(part), copied)
    for (const part of [code ?? 'Webhook delivery', 'X-Webhook-Signature: sha256=', 'Host (value not included)', ' bytes, not included'])
      ok(copied.includes(part), copied)
    if (place) ok(copied.includes(`${present(REFUSALS[title])[0]} (proved): `) && copied.includes('\n  fix: '), copied)
  })
  await tally.group('evaluates at a chosen time', [CLOCK], async (place) => {
    await tab.evaluate(page.chosen, place)
    const type = await tab.$eval('#clock', (/** @type {HTMLInputElement} */ { type, value }) => [type, value !== ''])
    await tab.$eval('#now', (/** @type {HTMLElement} */ button) => button.click())
    same(
      [type, await tab.$eval('#verdict h2', (/** @type {HTMLElement} */ { textContent }) => textContent)],
      [['datetime-local', true], 'Genuine']
    )
  })
}

/**
 * The order of the parts: in two columns, or the verdict first.
 * @param {Tally} tally
 * @param {Foreign} tab
 */
async function addLayout(tally, tab) {
  await tally.group('the verdict is above the form on a phone', [PHONE], async (size) => {
    await tab.setViewport(size)
    await tab.evaluate(page.chosen, RESERIALIZED)
    const { start } = await tab.evaluate(page.layout)
    ok(start.verdict < start.input, JSON.stringify(start))
  })
  await tally.group('the words of a choice stay on one line on a phone', [PHONE], async (size) => {
    await tab.setViewport(size)
    await tab.evaluate(() => document.getElementById('tab-sign')?.click())
    const tall = await tab.$$eval('.choice span', (/** @type {HTMLElement[]} */ spans) =>
      spans.filter((span) => span.getClientRects().length > 0 && span.getBoundingClientRect().height > 40).map((span) => span.textContent)
    )
    await tab.evaluate(() => document.getElementById('tab-inspect')?.click())
    same(tall, [], 'choices on several lines')
  })
  await tally.group('the left column stays in view', [DESKTOP], async (size) => {
    await tab.setViewport(size)
    await tab.evaluate(page.chosen, RESERIALIZED)
    const { start, end } = await tab.evaluate(page.layout)
    ok(start.verdict < start.paste && end.paste >= 0 && end.clock <= end.height, JSON.stringify({ start, end }))
  })
}

/**
 * @param {Tally} tally
 * @param {Foreign} tab
 */
async function addSigner(tally, tab) {
  await tally.group('the signer', ['curl', 'http'], async (format) => {
    await tab.evaluate(page.chosen, 0)
    const input = await tab.evaluate(page.madeIn, format)
    const { status, stdout } = await command.run(['verify', '--json'], { input, env: { WEBHOOK_SECRET: EXAMPLE_SECRET } })
    same([status, JSON.parse(stdout).event?.error.code], [0, 'insufficient_credits'])
    const { isShown, verdict } = await tab.evaluate(page.inspected)
    ok(isShown && verdict.includes('Genuine'), verdict)
  })
}

/**
 * @param {Tally} tally
 * @param {Foreign} tab
 */
async function addKeyboard(tally, tab) {
  await tally.group(
    'tabs by keyboard',
    [
      ['ArrowRight', 'tab-sign', 'sign'],
      ['ArrowRight', 'tab-inspect', 'inspect'],
      ['ArrowLeft', 'tab-sign', 'sign'],
      ['ArrowLeft', 'tab-inspect', 'inspect']
    ],
    async ([key, id, panel]) => {
      if (!(await tab.evaluate(page.focused)).startsWith('tab-')) await tab.focus('#tab-inspect')
      await tab.keyboard.press(key)
      same([await tab.evaluate(page.focused), await tab.evaluate(page.isShown, panel)], [id, true])
    }
  )
}

/**
 * From the paste to the fix, without a mouse.
 * @param {Tally} tally
 * @param {Foreign} tab
 */
async function addKeyboardPath(tally, tab) {
  /** @param {string} selector */
  const reach = async (selector) => {
    for (let presses = 0; presses < 60; presses++) {
      if (await tab.evaluate((/** @type {string} */ wanted) => document.activeElement?.matches(wanted), selector)) return
      await tab.keyboard.press('Tab')
    }
    throw new Error(`Tab does not reach ${selector}`)
  }
  await tally.group('from the paste to the fix by keyboard', ['Tab and arrows'], async () => {
    await tab.reload()
    const body = JSON.stringify({ event: 'job.completed', data: { id: 'job_1' } })
    const { stdout } = await command.run(['sign', '--as', 'http', '--body', body])
    await reach('#secret')
    await tab.keyboard.down('Control')
    await tab.keyboard.press('a')
    await tab.keyboard.up('Control')
    await tab.keyboard.type(SECRET)
    await reach('#paste')
    const pasted = stdout.replace(body, JSON.stringify(JSON.parse(body), null, 2))
    // Firefox sends one character at a time.
    if (engine === 'Chromium') await tab.keyboard.sendCharacter(pasted)
    else await tab.keyboard.type(pasted)
    await tab.waitForFunction(() => document.querySelector('.cause code')?.textContent === 'body_reserialized')
    await reach('#frameworks [role=tab]')
    await tab.keyboard.press('ArrowRight')
    const focused = await tab.evaluate(() => document.activeElement?.textContent)
    const shown = await tab.$eval('#frameworks [role=tabpanel]:not([hidden])', (/** @type {HTMLElement} */ { textContent }) => textContent)
    same([focused, shown.includes('webhookPlugin')], ['Fastify', true])
    await reach('#report')
  })
}

/**
 * Every rule of axe-core, in several states of both tabs, in light and dark, wide and narrow.
 * @param {Tally} tally
 * @param {Foreign} tab
 */
async function addAccess(tally, tab) {
  await tab.evaluate(axe)
  const schemes = engine === 'Chromium' ? ['light', 'dark'] : ['light']
  const sizes = { desktop: DESKTOP, phone: PHONE }
  const states = { inspect: 0, reserialized: RESERIALIZED, newline: NEWLINE, forged: FORGED, sign: 0 }
  const looks = schemes.flatMap((scheme) =>
    Object.keys(sizes).flatMap((size) => Object.keys(states).map((state) => ({ name: `${state}-${size}-${scheme}`, scheme, size, state })))
  )
  let least = Infinity
  await tally.group('axe-core finds nothing', looks, async ({ name, scheme, size, state }) => {
    if (schemes.length > 1) await tab.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }])
    await tab.setViewport(sizes[/** @type {keyof typeof sizes} */ (size)])
    await tab.evaluate(page.chosen, states[/** @type {keyof typeof states} */ (state)])
    await tab.evaluate((/** @type {string} */ id) => document.getElementById(`tab-${id}`)?.click(), state === 'sign' ? 'sign' : 'inspect')
    await tab.screenshot({ path: join(shots, `${engine.toLowerCase()}-${name}.png`), fullPage: true })
    const { violations, least: lowest } = await tab.evaluate(page.accessibility)
    same(violations, [], 'violations')
    ok(lowest.ratio >= LEAST_CONTRAST, `a contrast of ${lowest.ratio.toFixed(2)}: ${lowest.html}`)
    least = Math.min(least, lowest.ratio)
    const { content, window } = await tab.evaluate(page.width)
    ok(content <= window, `${content} pixels wide in ${window}`)
  })
  console.log(`least contrast of a text: ${least.toFixed(2)}`)
}

/** @param {Foreign} tab */
async function addPicture(tab) {
  await tab.setViewport(PICTURE)
  await tab.evaluate((/** @type {string} */ id) => document.getElementById(id)?.click(), 'tab-inspect')
  await tab.evaluate(page.chosen, RESERIALIZED)
  await tab.evaluate(() => /** @type {HTMLElement} */ (document.activeElement).blur())
  for (const value of ['light', 'dark']) {
    await tab.emulateMediaFeatures([{ name: 'prefers-color-scheme', value }])
    await tab.screenshot({ path: join(shots, `picture-${value}.png`) })
  }
}

/**
 * @param {Tally} tally
 * @param {Foreign} tab
 */
async function addSecrecy(tally, tab) {
  await tally.group('nothing is kept and nothing shown of a secret', ['leaks'], async () => {
    await tab.evaluate(page.judged, { base64: base64('POST / HTTP/1.1\n\n{}'), secret: SECRET })
    same(await tab.evaluate(page.leaks, SECRET), { url: false, text: false, stored: false, loaded: 0 })
  })
  await tally.group('nothing leaves the page', ['attempts'], async () => {
    const { stopped, image } = await tab.evaluate(page.attempts)
    same([stopped, image], [['connect-src', 'form-action', 'img-src'], 'stopped'])
  })
}

const tally = new Tally()
const running = command.start(['inspect'])
try {
  const [url] = await running.says(/http:\/\/127\.0\.0\.1:\d+\//)
  const browser = await open(engine)
  try {
    const tab = await browser.newPage()
    /** @type {string[]} */
    const errors = []
    // Firefox reports what its policy stops as an error too.
    tab.on?.('pageerror', ({ message }) => message.startsWith('Content-Security-Policy') || errors.push(message))
    await tab.goto(url)
    await addFirstLook(tally, tab)
    await addPastes(tally, tab)
    await addMistakes(tally, tab)
    await addOwn(tally, tab)
    await addLarge(tally, tab)
    await addSigner(tally, tab)
    await addKeyboard(tally, tab)
    await addLayout(tally, tab)
    await addKeyboardPath(tally, tab)
    await addAccess(tally, tab)
    if (engine === 'Chromium') await addPicture(tab)
    await addSecrecy(tally, tab)
    await tally.group('from a disk', ['file:'], async () => {
      await tab.goto(pathToFileURL(join(folder, 'node_modules/webhook-verifier/bin/inspector.html')).href)
      same((await tab.evaluate(page.firstLook)).verdict, 'Genuine')
    })
    await tally.group('no errors', ['pageerror'], () => same(errors, [], 'errors'))
    console.log(`ran ${engine} ${(await browser.version()).split('/')[1]}: the inspector`)
  } finally {
    await browser.close()
  }
} finally {
  await running.end('SIGINT')
}
if (!tally.end()) process.exitCode = 1
