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
import { ok, same } from '../../runtimes/suite/expect.mjs'
import { Tally } from '../../runtimes/suite/tally.mjs'
import { open } from '../browsers/engines.mjs'
import { anyPaste } from '../diagnose/any-paste.mjs'
import { captures } from '../diagnose/captures.mjs'
import { Command, SECRET } from '../cli/command.mjs'
import { mistakes } from '../diagnose/captured-mistakes.mjs'
import * as page from './page.mjs'

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
  'curl-verbose': 'the log of curl -v'
}
const EXAMPLE_SECRET = 'whsec_example_not_a_real_one'
/** The verdict of each example, and the place of the check that fails. */
const REFUSALS = {
  'Mistake: the body was printed again': ['Refused: signature_mismatch', 5],
  'Mistake: a newline in the secret': ['Refused: signature_mismatch', 5],
  'Mistake: an upper-case signature': ['Refused: malformed_signature', 3],
  'Late: a copy of an hour ago': ['Refused: timestamp_too_old', 6],
  'Forged: another event in a header': ['Refused: event_mismatch', 8]
}
const [PHONE, DESKTOP] = [
  { width: 360, height: 740 },
  { width: 1200, height: 860 }
]
/** For README.md and docs/, light and dark. */
const PICTURE = { width: 1040, height: 850 }

const [, , folder, engine] = process.argv
const { readCapture } = createRequire(join(folder, 'package.json'))('webhook-verifier/diagnose')
const shots = join(root, 'target/inspector')
mkdirSync(shots, { recursive: true })
const axe = readFileSync(join(toolFolder('desk'), 'node_modules/axe-core/axe.min.js'), 'utf8')
const command = new Command(folder)
const base64 = (text) => Buffer.from(text).toString('base64')

async function addFirstLook(tally, tab) {
  await tally.group('the first look', ['a genuine example'], async () =>
    same(await tab.evaluate(page.firstLook), { verdict: 'Genuine', checks: 9, tree: 9, type: 'password' })
  )
  const places = [...Array(await tab.evaluate(page.exampleCount)).keys()]
  await tally.group('examples', places, async (place) => {
    const { title, verdict, findings, failed } = await tab.evaluate(page.chosen, place)
    const isGenuine = title.startsWith('Genuine')
    same([verdict, failed], isGenuine ? ['Genuine', -1] : REFUSALS[title], title)
    ok(isGenuine ? findings === 0 : findings > 0, `${title}: ${findings} proved findings`)
  })
}

async function addPastes(tally, tab) {
  const cases = captures.filter(({ files, entry }) => !files && entry === undefined)
  await tally.group('the table of pastes', cases, async ({ text, capture, error, choices }) => {
    const said = await tab.evaluate(page.judged, { base64: base64(text), secret: SECRET })
    if (capture)
      return same([said.read, said.notes], [`Read as ${KINDS[capture.kind]}: ${capture.method} ${capture.url}`, capture.notes.length])
    if (choices) return same(said.choices, choices.length, 'choices')
    ok(said.fault.startsWith(`Line ${error.line}: found ${error.found}; expected `), `it says ${said.fault}`)
  })
  const pastes = fc.sample(anyPaste, 200).map((paste) => Buffer.from(paste))
  await tally.group('any paste is read as elsewhere', pastes, async (paste) => {
    const { capture, error } = readCapture(paste)
    const said = await tab.evaluate(page.judged, { base64: base64(paste), secret: SECRET })
    if (capture) ok(said.read.startsWith(`Read as ${KINDS[capture.kind]}: `) && said.notes === capture.notes.length, said.read)
    else ok(said.choices || said.fault === `Line ${error.line}: found ${error.found}; expected ${error.expected}.`, said.fault)
  })
  await tally.group('a paste that is typed', ['raw', 'nonsense'], async (what) => {
    const said = await tab.evaluate(page.typed, what === 'raw' ? 'POST / HTTP/1.1\n\n{}' : 'nonsense')
    ok(said.includes(what === 'raw' ? 'missing_header' : 'Line 1'), said)
  })
}

/** What freezes a page: a part of the page for each of many, and a diagnosis for each key. */
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

/** Page and command line say the same of every mistake (see cli/mistakes.mjs), which is what the table says. */
async function addMistakes(tally, tab) {
  const onPage = mistakes.filter(({ secrets }) => secrets.length === 1 && !/[\r\n]/.test(secrets[0]))
  ok(onPage.length > 60, `only ${onPage.length} mistakes can be pasted`)
  await tally.group('captured mistakes', onPage, async ({ har, secrets: [secret], now, codes }) => {
    same((await tab.evaluate(page.judged, { base64: base64(har), secret, clock: now })).findings, codes, 'findings')
  })
}

/** Of the example nothing stays beside a delivery of one's own; of a secret's line end, a note does. */
async function addOwn(tally, tab) {
  await tally.group('an example that is changed', ['edited', 'replaced'], async (change) => {
    await tab.evaluate(page.chosen, 0)
    same(await tab.evaluate(page.replaced, change), change === 'edited' ? ['0', true] : ['', false])
  })
  await tally.group('a secret that is pasted', [SECRET, `${SECRET}\n`], async (text) =>
    same(await tab.evaluate(page.secretPasted, text), [text !== SECRET, false])
  )
}

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

/** Every rule of axe-core, on both tabs, in light and dark, wide and narrow. */
async function addAccess(tally, tab) {
  await tab.evaluate(axe)
  const schemes = engine === 'Chromium' ? ['light', 'dark'] : ['light']
  const looks = schemes.flatMap((scheme) =>
    [
      ['desktop', DESKTOP],
      ['phone', PHONE]
    ].flatMap(([name, size]) => ['inspect', 'sign'].map((panel) => ({ name: `${panel}-${name}-${scheme}`, scheme, size, panel })))
  )
  await tally.group('axe-core finds nothing', looks, async ({ name, scheme, size, panel }) => {
    if (schemes.length > 1) await tab.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }])
    await tab.setViewport(size)
    await tab.evaluate(page.chosen, scheme === 'dark' ? 3 : 0)
    await tab.evaluate((id) => document.getElementById(`tab-${id}`).click(), panel)
    await tab.screenshot({ path: join(shots, `${engine.toLowerCase()}-${name}.png`), fullPage: true })
    const violations = await tab.evaluate(() =>
      window.axe.run(document).then(({ violations }) => violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`))
    )
    same(violations, [], 'violations')
    const { content, window } = await tab.evaluate(page.width)
    ok(content <= window, `${content} pixels wide in ${window}`)
  })
}

async function addPicture(tab) {
  await tab.setViewport(PICTURE)
  await tab.evaluate((id) => document.getElementById(id).click(), 'tab-inspect')
  await tab.evaluate(page.chosen, 4)
  await tab.evaluate(() => document.activeElement.blur())
  for (const value of ['light', 'dark']) {
    await tab.emulateMediaFeatures([{ name: 'prefers-color-scheme', value }])
    await tab.screenshot({ path: join(shots, `picture-${value}.png`) })
  }
}

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
    const errors = []
    // Firefox reports what its policy stops as an error too.
    tab.on('pageerror', ({ message }) => message.startsWith('Content-Security-Policy') || errors.push(message))
    await tab.goto(url)
    await addFirstLook(tally, tab)
    await addPastes(tally, tab)
    await addMistakes(tally, tab)
    await addOwn(tally, tab)
    await addLarge(tally, tab)
    await addSigner(tally, tab)
    await addKeyboard(tally, tab)
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
