// `sign`: each format is a delivery that verifies.
import { ok, same } from '../../../runtimes/suite/expect.mjs'

const URL = 'http://localhost:3000/webhook'
const BODY = '{"event":"job.completed","data":{"id":"it\'s \\"1\\" $HOME \\n"}}'
const MADE = [
  ['job.started', []],
  ['job.completed', ['--event', 'job.completed', '--id', 'job_7']],
  ['job.failed', ['--event', 'job.failed', '--code', 'insufficient_credits']],
]

/** What `fetch` is called with. */
function fetched(text) {
  const call = new Function('fetch', `return (async () => { ${text} })()`)
  return new Promise((resolve) => call((url, init) => resolve({ url, ...init })))
}

export async function addSign(tally, command) {
  const isGenuine = async (input, args = []) => {
    const { status, stdout } = await command.run(['verify', '--json', ...args], { input })
    same(status, 0, stdout)
    return JSON.parse(stdout)
  }
  await tally.group('sign: curl and HTTP verify', ['curl', 'http'], async (format) => {
    const { stdout } = await command.run(['sign', URL, '--body', BODY, '--as', format])
    const { event, notes } = await isGenuine(stdout.replace(/\n$/, ''))
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
    const [headers, json] = await Promise.all(
      [['--as', 'headers'], ['--json']].map((args) => command.run(['sign', ...args, '--body', '{}', '--timestamp', 'soon']))
    )
    ok(/^X-Webhook-Timestamp: soon\nX-Webhook-Signature: sha256=[0-9a-f]{64}$/m.test(headers.stdout), headers.stdout)
    same(JSON.parse(json.stdout).headers['X-Webhook-Signature'], /sha256=.+/.exec(headers.stdout)[0])
  })
  await tally.group('sign: no UTF-8', ['body'], async () => {
    const { status } = await command.run(['sign', '--body-file', '-'], { input: Buffer.from([0xff]) })
    same(status, 2, 'status')
  })
}
