// The promises of a version: exports, codes with their statuses, types. A change shows in surface.json, which
// `node tests/package/hardening/surface.mjs <folder> --write` writes anew.
// @run surface
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { ok, same } from '../../suite/expect.mjs'
import { Tally } from '../../suite/tally.mjs'
import { delivery, now } from '../guide.mjs'

const [, , folder = '', write] = process.argv
const snapshot = new URL('./surface.json', import.meta.url)
const load = createRequire(join(folder, 'package.json'))
const installed = join(folder, 'node_modules/webhook-verifier')
const manifest = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'))

const SECRET = 'whsec_surface'
const { createWebhookHandler, WebhookVerifier } = load('webhook-verifier')
const vectors = load('webhook-verifier/vectors.json')

/** Sub-paths that are code, with the names they export. */
function exportsOf() {
  const names = Object.keys(manifest.exports).filter((name) => !/\.(wasm|json)$/.test(name))
  return Object.fromEntries(names.map((name) => [name, Object.keys(load(join('webhook-verifier', name))).sort()]))
}

/** The verifier's codes, out of the vectors; each is there more than once. */
function verifierCodes() {
  /** @type {Record<string, number>} */
  const codes = {}
  for (const { headers, body, bodyBase64, options } of vectors.deliveries.cases) {
    const bytes = bodyBase64 === undefined ? body : Buffer.from(bodyBase64, 'base64')
    const given = { secrets: vectors.deliveries.secret, ...options }
    const secrets = [given.secrets]
      .flat()
      .map((each) => (each.id && each.notAfter ? { ...each, notAfter: new Date(each.notAfter) } : each.id ? each : (each.secret ?? each)))
    const verifier = new WebhookVerifier({ ...given, secrets, now: () => new Date(options?.now ?? vectors.deliveries.now) })
    const { error } = verifier.safeVerify({ headers, body: bytes })
    if (error) codes[error.code] = error.status
  }
  return codes
}

const good = delivery(SECRET)
/** @param {object} [more] */
const request = (more) => new Request('https://receiver.example/', { method: 'POST', ...good, ...more })
/** @param {() => Promise<string>} claim */
const store = (claim) => ({ claim, complete: async () => {}, release: async () => {} })
const refusing = { '~standard': { version: 1, vendor: 'surface', validate: () => ({ issues: [{ message: 'no' }] }) } }
const endless = () => new ReadableStream({ pull: () => new Promise(() => {}) })

/**
 * A request that makes a handler of its own refuse for each of the handler's codes.
 * @type {[object, () => Request][]}
 */
const HANDLERS = [
  [{}, () => new Request('https://receiver.example/')],
  [{ bodyTimeoutSeconds: 0.01 }, () => request({ body: endless(), duplex: 'half' })],
  [{ replay: store(async () => 'in_progress') }, request],
  [{ replay: store(() => Promise.reject(new Error('down'))) }, request],
  [{ schemas: { 'job.completed': refusing } }, request]
]

async function handlerCodes() {
  /** @type {Record<string, number>} */
  const codes = {}
  for (const [options, make] of HANDLERS) {
    /** @param {{ code: string, status: number }} parts */
    const note = ({ code, status }) => (codes[code] = status)
    const handler = createWebhookHandler({ secrets: SECRET, now, onEvent() {}, onRejected: note, onError() {}, ...options })
    const response = await handler(make())
    if (response.status === 405) note({ code: (await response.json()).code, status: 405 })
  }
  return codes
}

/** The declarations without what is said about them. */
function typesOf() {
  const files = [...new Set(JSON.stringify(manifest.exports).match(/[\w/.-]+\.d\.ts/g)), './replay/store.d.ts'].sort()
  return Object.fromEntries(files.map((file) => [file, declarationsOf(readFileSync(join(installed, file), 'utf8'))]))
}

/**
 * One text for each exported declaration, whatever the formatter does with its lines.
 * @param {string} text
 */
const declarationsOf = (text) =>
  text
    .replaceAll(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*/g, '')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/([{(]) | (?=[)}])/g, '$1')
    .trim()
    .split(/ (?=(?:export|declare|interface|type|import) )/)

const surface = { exports: exportsOf(), codes: { ...verifierCodes(), ...(await handlerCodes()) }, types: typesOf() }
if (write === '--write') writeFileSync(snapshot, `${JSON.stringify(surface, null, 1)}\n`)
const promised = JSON.parse(readFileSync(snapshot, 'utf8'))

/** The codes that an error can have, by its type. */
const declared = () => {
  const type = surface.types['./index.d.ts']?.find((text) => /^(export )?type WebhookErrorCode =/.test(text)) ?? ''
  return Array.from(type.matchAll(/'(\w+)'/g), ([, code = '']) => code)
}

const tally = new Tally()
// A code without a request here would be a promise that nothing keeps.
await tally.group('each code that is declared comes of a request', declared(), (code) => ok(code in surface.codes, 'of none here'))
await tally.group('codes and statuses', ['all'], () =>
  same(Object.entries(surface.codes).sort(), Object.entries(promised.codes).sort(), 'codes')
)
await tally.group('entries', Object.keys({ ...promised.exports, ...surface.exports }), (name) =>
  same([name in surface.exports, name in promised.exports], [true, true], 'in the package, and in surface.json')
)
await tally.group('order of the entries', ['all'], () => same(Object.keys(surface.exports), Object.keys(promised.exports), 'entries'))
await tally.group('exports', Object.keys(promised.exports), (name) => same(surface.exports[name], promised.exports[name], 'exports'))
await tally.group('types', Object.keys({ ...promised.types, ...surface.types }), (file) => {
  const [now, then] = [surface.types[file] ?? [], promised.types[file] ?? []]
  const line = now.findIndex((text, at) => text !== then[at])
  same(now[line], then[line], `declaration ${line + 1}`)
  same(now.length, then.length, 'number of declarations')
})
if (!tally.end()) process.exitCode = 1
