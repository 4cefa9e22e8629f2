// `webhook-verifier replay`: saved deliveries sent again, as they were or signed anew.
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { signWebhook, type WebhookVerifier } from 'webhook-verifier'
import { spanText } from '../lib/display/age.ts'
import { numberOf, parseUrl } from './args.ts'
import type { Command, Values } from './command.ts'
import { type GivenDelivery, readPaste } from './delivery.ts'
import { codeOf, explain, UNREACHABLE, UsageError } from './errors.ts'
import { endToEnd } from './forward.ts'
import { type Outcome, post, type Report, type RetryPlan } from './post.ts'
import { progressOn } from './progress.ts'
import { type NamedSecret, SECRETS, secretsOf } from './secrets.ts'
import { retryPlan, RETRY } from './send.ts'
import { isUnanswered, printSummary, unreachable } from './summary.ts'
import { plain, type Terminal } from './terminal.ts'
import { makeVerifier } from './verify.ts'

const NOT_ACCEPTED = 1
const MILLIS_OF_TOLERANCE = 300_000
/** With --rate, answers are not waited for, up to this many. */
const MOST_IN_FLIGHT = 100

export const replay: Command = {
  name: 'replay',
  words: ['FILE…', 'URL'],
  summary: 'send saved deliveries again, as they were or signed anew',
  more: `FILE is a delivery that listen --save wrote, any other paste, or a folder of them, as
of dead letters; in the order of their names. Each is verified first, at the time it
arrived, and only a genuine one is sent. Without an arrival time in it, age is
ignored.`,
  options: {
    'resign': { type: 'boolean', help: 'sign each anew, with the time of now: for an endpoint that refuses old ones' },
    'unverified': { type: 'boolean', help: 'send those too that do not verify' },
    'rate': { type: 'string', value: 'N', help: 'start N a second (one after the other)' },
    ...RETRY,
    ...SECRETS
  },
  examples: [
    'webhook-verifier replay dead-letters http://localhost:3000/webhook --resign',
    'webhook-verifier replay saved/*.http http://localhost:3000/webhook --rate 5'
  ],
  async run({ values, words }, terminal) {
    const [paths, url] = parseWords(words)
    const perSecond = numberOf(values, 'rate', { least: 1, most: 1000, otherwise: undefined })
    const secrets = await secretsOf(values, terminal)
    const files = paths.flatMap(listFiles)
    if (files.length === 0) throw new UsageError('there is no file to replay')
    const job: Job = { url, values, secrets, plan: retryPlan(values), terminal, total: files.length }
    const results = await replayAll(files, perSecond, job)
    return conclude(results, terminal)
  }
}

interface Job {
  url: URL
  values: Values
  secrets: [NamedSecret, ...NamedSecret[]]
  plan: RetryPlan
  terminal: Terminal
  total: number
}

interface Result {
  file: string
  verified: boolean
  /** The refusal of the verification. */
  code?: string
  outcome?: Outcome
}

function parseWords(words: string[]): [string[], URL] {
  const target = words.at(-1)
  const usage = 'webhook-verifier replay saved http://localhost:3000/webhook'
  if (target === undefined || words.length < 2) throw new UsageError('replay needs one file at least, and a URL', usage)
  return [words.slice(0, -1), parseUrl(target, 'the last argument')]
}

/** A folder stands for its files, without hidden ones. */
function listFiles(path: string): string[] {
  try {
    if (!statSync(path).isDirectory()) return [path]
    const entries = readdirSync(path, { withFileTypes: true }).filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    return entries.map(({ name }) => join(path, name)).sort()
  } catch (error) {
    throw new UsageError(`cannot read ${path}: ${explain(codeOf(error))}`)
  }
}

async function replayAll(files: string[], perSecond: number | undefined, job: Job): Promise<Result[]> {
  const progress = progressOn(job.terminal)
  const results: Result[] = []
  const inFlight = new Set<Promise<unknown>>()
  for (const [at, file] of files.entries()) {
    const next = replayOne(file, at + 1, job, progress.clear).then((result) => {
      results[at] = result
      progress.show(results.filter(Boolean).length, files.length, file)
    })
    inFlight.add(next)
    void next.finally(() => inFlight.delete(next)).catch(() => {})
    if (perSecond === undefined) await next
    else await pause(1000 / perSecond)
    while (inFlight.size >= MOST_IN_FLIGHT) await Promise.race(inFlight)
  }
  await Promise.all(inFlight)
  return results
}

async function replayOne(file: string, count: number, job: Job, clear: () => void): Promise<Result> {
  const { terminal, values, url, plan, total } = job
  const place = total > 1 ? terminal.paint('dim', `${count}/${total} `) : ''
  const report: Report = (line, accepted) => {
    clear()
    if (!terminal.isJson) terminal[accepted ? 'good' : 'bad'](`${place}${plain(file)}: ${line}`)
  }
  const delivery = await readPaste(file, values)
  const verdict = verifyAtArrival(delivery, job)
  if (verdict.code !== undefined && !values.unverified) {
    report(`not sent: ${verdict.code}${delivery.receivedAt ? ' at the time it arrived' : ''}; --unverified sends it all the same`, false)
    return { file, verified: false, code: verdict.code }
  }
  clear()
  warnOfAge(verdict, file, values, terminal)
  const outcome = await post(url, verdict.name, values.resign ? resigned(delivery, job.secrets[0].secret) : asItWas(delivery), plan, report)
  return { file, verified: verdict.code === undefined, ...(verdict.code !== undefined && { code: verdict.code }), outcome }
}

interface Verdict {
  name: string
  code?: string
  signedAt?: Date
}

function verifyAtArrival({ headers, body, receivedAt }: GivenDelivery, { secrets, values }: Job): Verdict {
  const verifier: WebhookVerifier = makeVerifier(secrets, receivedAt ? values : { ...values, 'ignore-age': true }, receivedAt)
  const verdict = verifier.safeVerify({ headers, body })
  verifier.dispose()
  if (!verdict.ok) return { name: 'a delivery', code: verdict.error.code }
  return { name: verdict.event.name, signedAt: verdict.event.signedAt }
}

/** Older than the usual tolerance, it is refused by most endpoints. */
function warnOfAge({ signedAt }: Verdict, file: string, { resign }: Values, terminal: Terminal): void {
  const age = signedAt ? Date.now() - signedAt.getTime() : 0
  if (!resign && age > MILLIS_OF_TOLERANCE && !terminal.isJson)
    terminal.note(`${plain(file)} was signed ${spanText(age)} ago; an endpoint that checks the age refuses it, --resign signs it anew`)
}

const OWN = /^x-received-at$/i
const SIGNED = /^x-webhook-(timestamp|signature)$/i

const asItWas = ({ headers, body }: GivenDelivery) => ({ headers: sendable(headers), body })

function resigned({ headers, body }: GivenDelivery, secret: string) {
  const timestamp = new Date().toISOString()
  const others = sendable(headers).filter(([name]) => !SIGNED.test(name))
  const signature = signWebhook(body, timestamp, secret)
  return { headers: [...others, ['X-Webhook-Timestamp', timestamp], ['X-Webhook-Signature', signature]] as Array<[string, string]>, body }
}

function sendable(headers: Array<[string, string]>): Array<[string, string]> {
  const kept = endToEnd(headers).filter(([name]) => !OWN.test(name))
  const hasType = kept.some(([name]) => name.toLowerCase() === 'content-type')
  return hasType ? kept : [['Content-Type', 'application/json'], ...kept]
}

function conclude(results: Result[], terminal: Terminal): number {
  const outcomes = results.flatMap(({ outcome }) => outcome ?? [])
  const accepted = outcomes.filter(({ accepted }) => accepted).length
  const isUnreached = outcomes.length > 0 && isUnanswered(outcomes)
  if (terminal.isJson) {
    terminal.printJson({ accepted, deliveries: results }, 2)
    if (isUnreached) return UNREACHABLE
  } else if (results.length > 1) {
    if (outcomes.length) printSummary(outcomes, terminal)
    if (outcomes.length < results.length) terminal.print(`${results.length - outcomes.length} of ${results.length} not sent`)
  }
  if (isUnreached) throw unreachable(outcomes)
  return accepted === results.length ? 0 : NOT_ACCEPTED
}
