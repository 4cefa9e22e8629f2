// `sign`: each format is a delivery that verifies.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ok, present, same } from '../../../suite/expect.mjs'

/** @import { Tally } from '../../../suite/tally.mjs' */
/** @import { Command } from '../command.mjs' */

const URL = 'http://localhost:3000/webhook'
const QUOTED_URL = "http://localhost:3000/it's?a=$HOME"
const BODY = '{"event":"job.completed","data":{"id":"it\'s \\"1\\" $HOME \\n"}}'
/** @type {[name: string, args: string[]][]} */
const MADE = [
  ['job.started', []],
  ['job.completed', ['--event', 'job.completed', '--id', 'job_7']],
  ['job.failed', ['--event', 'job.failed', '--code', 'insufficient_credits']]
]

/**
 * The arguments of the call of `fetch`.
 * @param {string} text
 */
function fetched(text) {
  const call = new Function('fetch', `return (async () => { ${text} })()`)
  return new Promise((resolve) => call((/** @type {string} */ url, /** @type {RequestInit} */ init) => resolve({ url, ...init })))
}

/** A literal in single quotes: PowerShell ends it at any of five characters, and reads two of one as that one. */
const LITERAL = /'((?:[^'\u2018-\u201b]|(['\u2018-\u201b])\2)*)['\u2018-\u201b]/g
const INVOKE =
  /^Invoke-WebRequest -UseBasicParsing -Method Post -Uri # -ContentType # -Headers @\{\n( {2}# = #\n)+\} -Body \(\[Text\.Encoding\]::UTF8\.GetBytes\(#\)\)\n$/

/**
 * The request of a printed Invoke-WebRequest, as PowerShell reads it: `{ url, lines, body }`.
 * @param {string} text
 */
function invoked(text) {
  ok(INVOKE.test(text.replace(LITERAL, '#')), text)
  const [url, type, ...rest] = [...text.matchAll(LITERAL)].map(([, literal = '']) => literal.replace(/(['\u2018-\u201b])\1/g, '$1'))
  const body = rest.pop()
  const lines = [`Content-Type: ${type}`]
  for (let at = 0; at < rest.length; at += 2) lines.push(`${rest[at]}: ${rest[at + 1]}`)
  return { url, lines, body }
}

/** Bodies that are hard to write in one of the formats; pastes.mjs has many more. */
const TEXTS = [
  BODY,
  '{"a":"é😀 \\u2028 `${x}` \\\\ \'"}',
  '{\n  "a": 1.50\n}\n',
  '@body',
  'curl -d x',
  '%PATH% ""a"" {{a}}',
  '{"a":"‘‚’‛ \'\' ”$(1) `n` @{a=1}"}'
]

/**
 * @param {Tally} tally
 * @param {Command} command
 * @param {string} folder
 */
export async function addSign(tally, command, folder) {
  const { stderr } = await command.run(['sign', '--as', 'none'])
  const formats = [...present(/must be one of (.+)/.exec(stderr)?.[1], 'the list of formats').split(', '), 'json']
  const printed = formats.flatMap((format) => TEXTS.map((body) => /** @type {const} */ ([`${format} ${body}`, format, body])))
  await tally.group('whatever sign prints, verify reads', printed, async ([, format, body]) => {
    const file = join(folder, `body-${format}-${process.pid}`)
    writeFileSync(file, body)
    const { stdout } = await command.run(['sign', URL, '--body-file', file, ...(format === 'json' ? ['--json'] : ['--as', format])])
    const own = format === 'headers' ? ['-', '--body-file', file] : []
    const { stdout: said } = await command.run(['verify', '--json', ...own], {
      input: format === 'http' ? stdout : stdout.replace(/\n$/, '')
    })
    const { code } = JSON.parse(said).error ?? {}
    // Genuine, whatever the text is: the HMAC comes before the JSON.
    ok(code === undefined || code === 'malformed_payload', `${format}, ${JSON.stringify(body)}: ${code}`)
  })
  await tally.group('sign: PowerShell reads the signed body and the headers', TEXTS, async (text) => {
    const file = join(folder, `body-powershell-${process.pid}`)
    writeFileSync(file, text)
    const { stdout } = await command.run(['sign', QUOTED_URL, '--body-file', file, '--as', 'powershell'])
    const { url, lines, body } = invoked(stdout)
    same([url, body], [QUOTED_URL, text])
    writeFileSync(file, body ?? '')
    const { stdout: verdict } = await command.run(['verify', '--json', '--body-file', file, ...lines.flatMap((line) => ['-H', line])])
    const { code } = JSON.parse(verdict).error ?? {}
    ok(code === undefined || code === 'malformed_payload', `${stdout}: ${code}`)
  })
  /**
   * @param {string} input
   * @param {string[]} [args]
   */
  const isGenuine = async (input, args = []) => {
    const { status, stdout } = await command.run(['verify', '--json', ...args], { input })
    same(status, 0, stdout)
    return JSON.parse(stdout)
  }
  await tally.group('sign: curl and HTTP verify', ['curl', 'http'], async (format) => {
    const { stdout } = await command.run(['sign', URL, '--body', BODY, '--as', format])
    const { event, notes } = await isGenuine(format === 'http' ? stdout : stdout.replace(/\n$/, ''))
    same([event.payload, notes], [JSON.parse(BODY), []])
  })
  await tally.group('sign: events', MADE, async ([name, args]) => {
    const { stdout } = await command.run(['sign', '--event', name, ...args])
    const { event } = await isGenuine(stdout)
    same(event.name, name)
    if (name === 'job.failed') same(event.error.code, 'insufficient_credits')
    if (args.includes('--id')) same(event.data.id, 'job_7')
  })
  await tally.group('sign: fetch', ['call'], async () => {
    const { stdout } = await command.run(['sign', URL, '--as', 'fetch'])
    const { url, method, headers, body } = await fetched(stdout)
    same([url, method], [URL, 'POST'])
    const lines = Object.entries(headers).flatMap(([name, value]) => ['-H', `${name}: ${value}`])
    const { status } = await command.run(['verify', ...lines, '--body', body])
    same(status, 0, 'status')
  })
  await tally.group('sign: headers and JSON', ['headers'], async () => {
    const signed = (/** @type {string[]} */ ...args) => command.run(['sign', ...args, '--body', '{}', '--timestamp', 'soon'])
    const [headers, json] = await Promise.all([signed('--as', 'headers'), signed('--json')])
    ok(/^X-Webhook-Timestamp: soon\nX-Webhook-Signature: sha256=[0-9a-f]{64}$/m.test(headers.stdout), headers.stdout)
    same(JSON.parse(json.stdout).headers['X-Webhook-Signature'], /sha256=.+/.exec(headers.stdout)?.[0])
  })
  await tally.group('sign: PowerShell', ['quotes'], async () => {
    const { stdout } = await command.run(['sign', URL, '--as', 'powershell', '--body', `{"a":"it's ‘$x’ \`n"}`])
    ok(stdout.includes(`UTF8.GetBytes('{"a":"it''s ‘‘$x’’ \`n"}'))`), stdout)
    ok(
      stdout.startsWith(
        `Invoke-WebRequest -UseBasicParsing -Method Post -Uri '${URL}' -ContentType 'application/json' -Headers @{\n  'X-Webhook-`
      ),
      stdout
    )
  })
}
