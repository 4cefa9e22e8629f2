// `webhook-verifier listen`: a receiver on this machine that says of each delivery whether it is genuine, and why not.
import { createServer } from 'node:http'
import { showFindings } from './diagnose.js'
import { numberOf, urlOf } from './args.js'
import { forward } from './forward.js'
import { serveUntilStopped } from './server.js'
import { SECRETS, secretsOf } from './secrets.js'
import { plain } from './terminal.js'
import { reasonOf, showEvent, verifierOf } from './verify.js'
import { WINDOW } from './time-options.js'

const MIB = 1_048_576
/** A diagnosis is thousands of HMACs: a flood of forgeries must not keep what is genuine waiting. */
const MILLIS_BETWEEN_DIAGNOSES = 1000

export const listen = {
  name: 'listen',
  words: [],
  summary: 'receive deliveries here, verify, explain and print each',
  options: {
    'port': { type: 'string', short: 'p', value: 'PORT', help: 'on 127.0.0.1 (3000); 0 for any that is free' },
    'forward': { type: 'string', value: 'URL', help: 'pass what is genuine on to your application, and its answer back' },
    'forward-credentials': { type: 'boolean', help: 'pass on Authorization and Cookie headers too, which are dropped otherwise' },
    'tolerance': WINDOW.tolerance,
    'future-tolerance': WINDOW['future-tolerance'],
    'ignore-age': WINDOW['ignore-age'],
    ...SECRETS
  },
  examples: ['webhook-verifier listen --port 3000', 'webhook-verifier listen --forward http://localhost:8080/webhook'],
  async run({ values }, terminal) {
    const port = numberOf(values, 'port', { most: 65_535, otherwise: 3000 })
    const target = values.forward === undefined ? undefined : urlOf(values.forward, '--forward')
    const secrets = await secretsOf(values, terminal)
    const { diagnoseWebhook } = await import('webhook-verifier/diagnose')
    const verifier = verifierOf(secrets, values)
    const desk = {
      diagnoseWebhook,
      verifier,
      secrets: secrets.map(({ secret }) => secret),
      target,
      keepCredentials: values['forward-credentials'],
      terminal,
      diagnoseFrom: 0
    }
    const server = createServer((request, response) => void receive(request, response, desk))
    const greet = (address) => terminal.warn(`listening on ${address}, any path; Ctrl-C ends it`)
    await serveUntilStopped(server, port, greet)
    desk.verifier.dispose()
  }
}

async function receive(request, response, desk) {
  try {
    const body = await bytesOf(request)
    const headers = pairsOf(request.rawHeaders)
    const { status, answer } = await judge({ headers, body }, request, desk)
    response.writeHead(status, { 'content-type': 'application/json' }).end(answer)
  } catch {
    // The sender went away in the middle.
    response.destroy()
  }
}

async function judge(delivery, { method, url }, desk) {
  const { verifier, target, keepCredentials, terminal } = desk
  if (method !== 'POST') return refuse({ code: 'method_not_allowed', status: 405, message: `a ${method} is no delivery` }, [], terminal)
  const { ok, event, error } = verifier.safeVerify(delivery)
  if (!ok) return refuse(error, findingsOf(delivery, error, desk), terminal)
  const sent = target && (await forward(target, url, delivery, { keepCredentials }))
  if (terminal.isJson)
    terminal.print(
      JSON.stringify({ verified: true, event, forwarded: sent && { status: sent.status, error: sent.error, isCut: sent.isCut } })
    )
  else showEvent(event, Date.now(), terminal)
  if (sent && !terminal.isJson)
    terminal.more(
      sent.error
        ? terminal.paint('red', `not forwarded: ${plain(sent.error)}`)
        : `forwarded, answered ${sent.status}${sent.isCut ? ', and its answer was cut after 1 MiB' : ''}`
    )
  return sent ?? { status: 200, answer: '' }
}

/** Undefined where none was made. */
function findingsOf(delivery, { code }, desk) {
  if (performance.now() < desk.diagnoseFrom) return undefined
  const { findings } = desk.diagnoseWebhook({ ...delivery, secrets: desk.secrets, now: new Date() })
  desk.diagnoseFrom = performance.now() + MILLIS_BETWEEN_DIAGNOSES
  // A body that is too large was cut off here, by nobody else.
  return code === 'body_too_large' ? findings.filter((each) => each.code === code) : findings
}

function refuse(error, findings, terminal) {
  const { code, status, message } = error
  if (terminal.isJson) terminal.print(JSON.stringify({ verified: false, error: { code, status, message }, findings }))
  else {
    terminal.bad(`refused: ${terminal.paint('bold', code)} (${status})`)
    terminal.more(reasonOf(error))
    if (findings) showFindings(findings, terminal)
    else terminal.more('not diagnosed: one in a second is')
  }
  return { status, answer: JSON.stringify({ code }) }
}

function pairsOf(raw) {
  return raw.flatMap((name, at) => (at % 2 ? [] : [[name, raw[at + 1]]]))
}

/** One byte more than the verifier takes is enough for its answer. */
async function bytesOf(request) {
  const pieces = []
  let length = 0
  for await (const piece of request) {
    if (length <= MIB) pieces.push(piece)
    length += piece.length
  }
  return Buffer.concat(pieces)
}
