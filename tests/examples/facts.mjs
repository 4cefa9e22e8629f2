// The facts on the pages are those of the code: codes, options, defaults, limits, and the generated parts.
// `node tests/examples/facts.mjs <folder of the installation>`.
// @run the facts; core
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { drawTerminal, pageParts, TERMINAL } from '../../scripts/page-parts.mjs'
import { generatedPart, README, readPage, readPages } from '../../scripts/pages.mjs'
import { root } from '../../scripts/project.mjs'
import { namesIn, rowsOf } from './tables.mjs'
import { ok, same, thrown } from '../suite/expect.mjs'
import { Tally } from '../suite/tally.mjs'

/** @import { Claim } from '../runtimes/handler/receiver.mjs' */

const MOST_LINES = 200
const MOST_BYTES_OF_PICTURES = 200_000
const LANGUAGES = ['console', 'js', 'json', 'mermaid', 'rust', 'sh', 'sql', 'text', 'ts']
const SECTION_LINES = 10

const [, , folder = ''] = process.argv
const installed = createRequire(join(folder, 'package.json'))
/** @param {string} name */
const load = (name) => import(pathToFileURL(installed.resolve(name)).href)
const { createWebhookHandler, signWebhook, WebhookVerifier } = await load('webhook-verifier')
const { diagnoseWebhook } = await load('webhook-verifier/diagnose')
const testing = await load('webhook-verifier/testing')

/** @param {string} path */
const read = (path) => readFileSync(join(root, path), 'utf8')
const pages = readPages()

/**
 * @param {string} path
 * @param {string} heading
 */
const defaultsOf = (path, heading) =>
  Object.fromEntries(rowsOf(path, heading).flatMap(([names, value]) => namesIn(names).map((name) => [name, value])))
/** @param {string | undefined} text */
const numberOf = (text) => Number(text?.replaceAll(',', ''))

const SECRET = 'whsec_9f1c2d'
const NOW = Date.parse('2026-01-01T12:00:00Z')

/**
 * The code of the refusal, or 'accepted'.
 * @typedef {{ seconds?: number, body?: string, options?: object, fraction?: string }} Judged
 * @param {Judged} delivery
 */
function judge({ seconds = 0, body = '{"event":"job.started","data":{"id":"j"}}', options = {}, fraction = '000' }) {
  const timestamp = new Date(NOW - seconds * 1000).toISOString().replace('000Z', `${fraction}Z`)
  const headers = { 'x-webhook-timestamp': timestamp, 'x-webhook-signature': signWebhook(body, timestamp, SECRET) }
  const verifier = new WebhookVerifier({ secret: SECRET, now: () => new Date(NOW), ...options })
  const { error } = verifier.safeVerify({ headers, body })
  return error?.code ?? 'accepted'
}

/**
 * The names of the options that an unknown one is answered with.
 * @param {() => unknown} make
 */
function knownOptions(make) {
  try {
    make()
  } catch (error) {
    return /** @type {Error} */ (error).message.match(/(?:has|are|of|takes|:) ?((?:\w+, )+\w+)/)?.[1]?.split(', ') ?? []
  }
}

/** @param {number} length */
function sized(length) {
  const start = '{"event":"job.started","data":{"id":"j"},"x":"'
  return `${start}${'x'.repeat(length - start.length - 2)}"}`
}

/**
 * A store that records its claims.
 * @param {{}} options
 */
async function claimOf(options) {
  /** @type {Claim[]} */
  const claims = []
  const store = { claim: async (/** @type {Claim} */ claim) => claims.push(claim) && 'claimed', async complete() {}, async release() {} }
  const handler = createWebhookHandler({ secret: SECRET, replay: { store, ...options }, onEvent() {} })
  await handler(testing.signedRequest('https://app.example/', { payload: testing.jobStarted(), secret: SECRET }))
  const [claim] = claims
  if (!claim) throw new Error('the store was not asked')
  return claim
}

const tally = new Tally()

await tally.group('the README is short', [README], (path) => {
  const { length } = read(path).trimEnd().split('\n')
  ok(length <= MOST_LINES, `${length} lines`)
})
await tally.group('blocks are in a known language', pages, ({ path, blocks }) =>
  same(
    blocks.filter(({ language }) => !LANGUAGES.includes(language ?? '')).map(({ line }) => `${path}:${line}`),
    [],
    'others'
  )
)
await tally.group(
  'JSON parses',
  pages.flatMap(({ blocks }) => blocks.filter(({ language }) => language === 'json')),
  ({ code }) => JSON.parse(code)
)
await tally.group(
  'a framework takes few lines',
  readPage('docs/frameworks.md').blocks.map((block) => ({ ...block, name: `line ${block.line}` })),
  ({ code }) => {
    const { length } = code.split('\n').filter(Boolean)
    ok(length <= SECTION_LINES, `${length} lines`)
  }
)

const errorRows = [...rowsOf('docs/errors.md', 'Refusals of a delivery'), ...rowsOf('docs/errors.md', 'Refusals of a handler')]
const documented = errorRows.flatMap(([names, status]) => namesIn(names).map((code) => [code, Number(status)]))
const decided = rowsOf('docs/errors.md', 'Messages and hints').map(([name, status]) => [...namesIn(name), Number(status)])
await tally.group('each code has its status, in the order of the checks', ['codes'], () => {
  ok(decided.length > 10, 'the generated table has too few')
  same(documented, decided)
})

const verifierDefaults = defaultsOf('docs/options.md', 'WebhookVerifier')
const handlerDefaults = defaultsOf('docs/options.md', 'Handler')
const VERIFIER_OPTIONS = Object.keys(verifierDefaults)
await tally.group('each option is documented, and no other', ['a verifier', 'a handler'], (name) => {
  const make =
    { 'a verifier': () => new WebhookVerifier({ nope: 1 }), 'a handler': () => createWebhookHandler({ nope: 1 }) }[name] ?? (() => {})
  const own =
    name === 'a verifier' ? VERIFIER_OPTIONS : [...VERIFIER_OPTIONS, ...Object.keys(handlerDefaults).filter((each) => !each.includes('.'))]
  same(knownOptions(make)?.sort(), own.sort(), 'options')
})
const age = numberOf(verifierDefaults.toleranceSeconds)
const skew = numberOf(verifierDefaults.futureToleranceSeconds)
const most = numberOf(verifierDefaults.maxBodyBytes)
await tally.group('defaults of a verifier are inclusive', ['age', 'skew', 'size'], (name) => {
  /** @type {Record<string, [good: Judged, bad: Judged, code: string]>} */
  const cases = {
    age: [{ seconds: age }, { seconds: age + 1 }, 'timestamp_too_old'],
    skew: [{ seconds: -skew }, { seconds: -skew - 1 }, 'timestamp_in_future'],
    size: [{ body: sized(most) }, { body: sized(most + 1) }, 'body_too_large']
  }
  const [good, bad, code] = /** @type {(typeof cases)[string]} */ (cases[name])
  same([judge(good), judge(bad)], ['accepted', code], name)
})
await tally.group('a verifier takes 1 to 4 secrets', [4, 5], (count) => {
  const secrets = Array.from({ length: count }, (_, index) => `whsec_${index}`)
  let isRefused = false
  try {
    new WebhookVerifier({ secrets })
  } catch {
    isRefused = true
  }
  same(isRefused, count > 4, 'refused')
})
/** @param {number} depth */
const nested = (depth) => `{"a":${'['.repeat(depth - 1)}${']'.repeat(depth - 1)}}`
/** @param {number} count */
const keyed = (count) => `{${Array.from({ length: count }, (_, index) => `"k${index}":1`).join()}}`
await tally.group('a time has as many digits of a fraction as the page of errors says', ['digits'], (what) => {
  const [, most] = /at most (\d+) fraction digits/.exec(readPage('docs/errors.md').text) ?? []
  const codes = [0, 1].map((more) => judge({ fraction: '0'.repeat(Number(most) + more) }))
  same(codes, ['accepted', 'malformed_timestamp'], what)
})
await tally.group('JSON is as deep and as wide as the page of errors says', ['depth', 'keys'], (name) => {
  const { text } = readPage('docs/errors.md')
  /** @type {Record<string, [make: (count: number) => string, limit: RegExp]>} */
  const limits = { depth: [nested, /deeper than (\d+)/], keys: [keyed, /more than ([\d,]+) keys/] }
  const [make, limit] = /** @type {(typeof limits)[string]} */ (limits[name])
  const bound = numberOf(limit.exec(text)?.[1])
  same([judge({ body: make(bound) }), judge({ body: make(bound + 1) })], ['accepted', 'malformed_payload'], String(bound))
})
await tally.group('defaults of a handler', ['lease', 'keep', 'time limits'], async (name) => {
  const { leaseSeconds, keepSeconds } = await claimOf({})
  if (name === 'lease') same(leaseSeconds, numberOf(handlerDefaults['replay.leaseSeconds']), name)
  if (name === 'keep')
    same(
      [keepSeconds, handlerDefaults['replay.keepSeconds']],
      [age + skew + 60, 'both tolerances + 60, or + 50 + `bodyTimeoutSeconds` where that is more'],
      name
    )
  const source = read('pkg-template/lib/handler/options.ts')
  /** @param {string} option */
  const written = (option) => numberOf(new RegExp(`positive\\(\\w+, '${option}', (\\d+)\\)`).exec(source)?.[1])
  if (name !== 'time limits') return
  same(
    ['timeoutSeconds', 'bodyTimeoutSeconds'].map(written),
    [handlerDefaults['replay.timeoutSeconds'], handlerDefaults.bodyTimeoutSeconds].map(numberOf)
  )
})

await tally.group('the settings for retries make a handler, and nothing shorter', [README, 'docs/handler.md'], (path) => {
  const { text } = readPage(path)
  const more = Number(/`replay: { dedupe: 'event', keepSeconds: retrySeconds \+ (\d+) }`/.exec(text)?.[1])
  ok(text.includes('| `toleranceSeconds: retrySeconds`'), 'the first row')
  /** @param {object} options */
  const make = (options) => createWebhookHandler({ secret: SECRET, onEvent() {}, ...options })
  for (const retrySeconds of [age, 86_400]) {
    const replay = { dedupe: 'event', keepSeconds: retrySeconds + more }
    for (const options of [{ toleranceSeconds: retrySeconds }, { replay }, { toleranceSeconds: retrySeconds, replay }]) make(options)
    const shorter = { toleranceSeconds: retrySeconds, replay: { ...replay, keepSeconds: replay.keepSeconds - 1 } }
    ok(thrown(() => make(shorter)) instanceof RangeError, 'a shorter time is not refused')
  }
})
await tally.group('generated parts are up to date; `make readme` writes them', pageParts({ diagnoseWebhook }), ({ page, name, text }) => {
  const [, , old] = generatedPart(name).exec(read(page)) ?? []
  ok(old === text, `${name} of ${page} is not`)
})
await tally.group('the picture of a terminal is that of the session; `make readme` draws it', [TERMINAL], (path) =>
  ok(read(path) === drawTerminal(), 'it differs')
)
await tally.group('pictures are small', ['docs/images'], (path) => {
  const sizes = readdirSync(join(root, path)).map((name) => statSync(join(root, path, name)).size)
  const all = sizes.reduce((sum, size) => sum + size, statSync(join(root, 'benches/chart.svg')).size)
  ok(all <= MOST_BYTES_OF_PICTURES, `${all} bytes`)
})
if (!tally.end()) process.exitCode = 1
