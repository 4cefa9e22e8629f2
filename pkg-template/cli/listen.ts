// `webhook-verifier listen`: a receiver on this machine that says of each delivery whether it is genuine, and why not.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { WebhookVerifier } from 'webhook-verifier'
import { numberOf, parseUrl } from './args.ts'
import { receivedFix } from './arrived-fixes.ts'
import { viewBody } from './body-view.ts'
import type { Command, Values } from './command.ts'
import { showFindings } from './diagnose.ts'
import { DiagnosisQueue } from './diagnosis-queue.ts'
import { type Forwarded, forward } from './forward.ts'
import { type ReceivedDelivery, readDelivery } from './received.ts'
import { SavedDeliveries } from './saved-deliveries.ts'
import { SECRETS, secretsOf } from './secrets.ts'
import { isLoopback, portOption, serveUntilStopped } from './server.ts'
import { plain, type Terminal } from './terminal.ts'
import { TOLERANCES } from './time-options.ts'
import { makeVerifier, reasonOf, showEvent } from './verify.ts'

const PORT = 3000

export const listen: Command = {
  name: 'listen',
  words: [],
  summary: 'receive deliveries, verify, explain and print each',
  more: `A provider reaches this machine through a tunnel of your choice, such as
cloudflared, ngrok or Tailscale Funnel, that leads to the printed address. A delivery
that is refused is diagnosed after its answer, one at a time.`,
  options: {
    'port': portOption(`port (${PORT}); 0 for any that is free`),
    'host': { type: 'string', value: 'HOST', help: 'address to listen on (127.0.0.1); 0.0.0.0 for all of this machine' },
    'body': { type: 'boolean', help: 'print bodies whole, not their first lines' },
    'save': { type: 'string', value: 'DIR', help: 'save each delivery to a file in DIR, for verify, diagnose and replay' },
    'forward': { type: 'string', value: 'URL', help: 'pass genuine deliveries on to your application, and its answer back' },
    'forward-credentials': { type: 'boolean', help: 'pass on Authorization and Cookie headers too, which are dropped otherwise' },
    ...TOLERANCES,
    ...SECRETS
  },
  examples: ['webhook-verifier listen --save deliveries', 'webhook-verifier listen --forward http://localhost:8080/webhook'],
  async run({ values }, terminal) {
    const port = numberOf(values, 'port', { most: 65_535, otherwise: PORT })
    const target = values.forward === undefined ? undefined : parseUrl(values.forward, '--forward')
    const secrets = await secretsOf(values, terminal)
    const { diagnoseWebhook } = await import('webhook-verifier/diagnose')
    const verifier = makeVerifier(secrets, values)
    const queue = new DiagnosisQueue()
    const saved = values.save === undefined ? undefined : new SavedDeliveries(values.save)
    const receiver: Receiver = {
      diagnoseWebhook,
      verifier,
      secrets: secrets.map(({ secret }) => secret),
      target,
      values,
      terminal,
      queue,
      saved
    }
    const server = createServer((request, response) => void receive(request, response, receiver))
    await serveUntilStopped(server, { port, host: values.host }, (url) => greet(url, values, terminal))
    await queue.stop()
    verifier.dispose()
    return 0
  }
}

interface Receiver {
  diagnoseWebhook: typeof import('webhook-verifier/diagnose').diagnoseWebhook
  verifier: WebhookVerifier
  secrets: string[]
  target: URL | undefined
  values: Values
  terminal: Terminal
  queue: DiagnosisQueue
  saved: SavedDeliveries | undefined
}

function greet(url: string, { host = '127.0.0.1' }: Values, terminal: Terminal): void {
  terminal.warn(`listening on ${url}, any path; Ctrl-C ends it`)
  if (!isLoopback(host)) terminal.warn('warning: every machine that reaches this address can send to it')
  else terminal.warn(`  a provider reaches it through a tunnel of your choice, for example:\n    cloudflared tunnel --url ${url}`)
}

async function receive(request: IncomingMessage, response: ServerResponse, receiver: Receiver): Promise<void> {
  try {
    const delivery = await readDelivery(request)
    const { status, answer } = await answerTo(delivery, request, receiver)
    response.writeHead(status, { 'content-type': 'application/json' }).end(answer)
  } catch {
    // The sender closed the connection in the middle.
    response.destroy()
  }
}

type Answer = Pick<Forwarded, 'status' | 'answer'>

interface Refusal {
  code: string
  status: number
  message: string
}

async function answerTo(delivery: ReceivedDelivery, { method, url = '/' }: IncomingMessage, receiver: Receiver): Promise<Answer> {
  const { verifier, target, values, terminal, saved } = receiver
  if (method !== 'POST') {
    const error = { code: 'method_not_allowed', status: 405, message: `a ${method} is not a delivery` }
    showRefusal(error, terminal)
    return refusal(error)
  }
  const place = saved?.save(delivery)
  const verdict = verifier.safeVerify(delivery)
  if (!verdict.ok) {
    diagnoseLater(delivery, verdict.error, place, receiver)
    return refusal(verdict.error)
  }
  const { event } = verdict
  const sent = target && (await forward(target, url, delivery, { keepCredentials: values['forward-credentials'] ?? false }))
  if (terminal.isJson) {
    const forwarded = sent && { status: sent.status, error: sent.error, isCut: sent.isCut }
    terminal.printJson({ verified: true, event, forwarded, saved: place, ...bodyIn(delivery, values) })
  } else {
    showEvent(event, Date.now(), terminal)
    showDelivery(delivery, place, values, terminal)
    if (sent) showForwarded(sent, terminal)
  }
  return sent ?? { status: 200, answer: '' }
}

const refusal = ({ code, status }: Refusal): Answer => ({ status, answer: JSON.stringify({ code }) })

/** With --body, as text: an event shows only what was parsed, and a refusal nothing. */
const bodyIn = ({ body }: ReceivedDelivery, values: Values) => (values.body ? { body: Buffer.from(body).toString('utf8') } : {})

function showDelivery({ body }: ReceivedDelivery, place: string | undefined, values: Values, terminal: Terminal): void {
  for (const line of viewBody(body, values.body === true)) terminal.more(line, '    ')
  if (place) terminal.more(plain(place))
}

function showForwarded({ status, error, isCut }: Forwarded, terminal: Terminal): void {
  if (error) terminal.more(terminal.paint('red', `not forwarded: ${plain(error)}`))
  else terminal.more(`forwarded, answered ${status}${isCut ? ', and its answer was cut after 1 MiB' : ''}`)
}

function showRefusal(error: Refusal, terminal: Terminal): void {
  const { code, status, message } = error
  if (terminal.isJson) {
    terminal.printJson({ verified: false, error: { code, status, message }, findings: [] })
    return
  }
  terminal.bad(`refused: ${terminal.paint('bold', code)} (${status})`)
  terminal.more(reasonOf(error))
}

/** Printed together with its findings, so that two deliveries do not mix. */
function diagnoseLater(delivery: ReceivedDelivery, error: Refusal, place: string | undefined, receiver: Receiver): void {
  const { terminal, values } = receiver
  const { code, status, message } = error
  const asJson = { verified: false, error: { code, status, message }, saved: place, ...bodyIn(delivery, values) }
  const show = (isJson: boolean, print: () => void) => {
    if (isJson) return
    showRefusal(error, terminal)
    showDelivery(delivery, place, values, terminal)
    print()
  }
  receiver.queue.add({
    bytes: delivery.body.length,
    run() {
      const findings = findingsOf(delivery, code, receiver)
      if (terminal.isJson) terminal.printJson({ ...asJson, findings })
      show(terminal.isJson, () => showFindings(findings, terminal))
    },
    skip(reason) {
      if (terminal.isJson) terminal.printJson({ ...asJson, notDiagnosed: reason })
      show(terminal.isJson, () => terminal.more(`not diagnosed: ${reason}`))
    }
  })
}

function findingsOf(delivery: ReceivedDelivery, code: string, { diagnoseWebhook, secrets }: Receiver) {
  const { findings } = diagnoseWebhook({ headers: delivery.headers, body: delivery.body, secrets, now: delivery.receivedAt })
  // A body that is too large was cut here, not on its way.
  return (code === 'body_too_large' ? findings.filter((each) => each.code === code) : findings).map(receivedFix)
}
