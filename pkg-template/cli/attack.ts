// `webhook-verifier attack`: forgeries sent to an endpoint, and a report of those it accepts.
import { numberOf, parseUrl } from './args.ts'
import { readAnswer } from './bounded-answer.ts'
import type { Command } from './command.ts'
import { codeOf, explain, Unreachable, UNREACHABLE, UsageError } from './errors.ts'
import { progressOn } from './progress.ts'
import { SECRETS, secretsOf } from './secrets.ts'
import { isLoopback } from './server.ts'
import { type Terminal, withoutLogin } from './terminal.ts'
import { makeVerifier } from './verify.ts'

const FAILED = 1
const OWN = 'i-own-it'
const MAX_COUNT_BYTES = 4096

export const attack: Command = {
  name: 'attack',
  words: ['URL'],
  summary: 'send forgeries to your endpoint, and report those it accepts',
  more: `Sends a few genuine deliveries too, first and last, so the endpoint does some work:
use a test secret and no production data.

Whether a replay is handled twice shows only in your data: --handled-count-url, or
assertRejectsForgeries of webhook-verifier/testing with its countHandled option.

An endpoint on another machine needs --${OWN}: test only systems that you own, or
whose owner agrees.`,
  options: {
    [OWN]: { type: 'boolean', help: 'I own the endpoint of that URL, or its owner agrees' },
    'handled-count-url': {
      type: 'string',
      value: 'URL',
      help: 'a URL of your own that answers how many deliveries were handled so far, as a number or as {"count": 3}; with it, replays are sent too'
    },
    'timeout': { type: 'string', value: 'SECONDS', help: 'how long to wait for each answer (10)' },
    ...SECRETS
  },
  examples: ['webhook-verifier attack http://localhost:3000/webhook'],
  async run({ values, words: [target] }, terminal) {
    if (target === undefined) throw new UsageError('attack needs a URL', 'webhook-verifier attack http://localhost:3000/webhook')
    const url = parseUrl(target, 'URL')
    if (!isLoopback(url.hostname) && !values[OWN]) {
      throw new UsageError(
        `${url.host} is not this machine, and these are forgeries`,
        `if you own it, or its owner agrees, say so with --${OWN}`
      )
    }
    const countUrl = values['handled-count-url'] === undefined ? undefined : parseUrl(values['handled-count-url'], '--handled-count-url')
    const timeoutSeconds = numberOf(values, 'timeout', { least: 1, most: 600, otherwise: 10 })
    const secrets = await secretsOf(values, terminal, { most: 1 })
    makeVerifier(secrets, {}).dispose()
    const report = await attackAll(url, { secret: secrets[0].secret, countUrl, timeoutSeconds, terminal })
    return conclude(report, terminal)
  }
}

interface Settings {
  secret: string
  countUrl: URL | undefined
  timeoutSeconds: number
  terminal: Terminal
}

async function attackAll(url: URL, { secret, countUrl, timeoutSeconds, terminal }: Settings): Promise<Report> {
  const { attackEndpoint } = await import('webhook-verifier/testing')
  const progress = progressOn(terminal)
  const countHandled = countUrl && (() => fetchCount(countUrl, timeoutSeconds))
  try {
    return await attackEndpoint(url.href, {
      secret,
      timeoutSeconds,
      countHandled,
      onProgress: ({ done, total, name }) => progress.show(done, total, name)
    })
  } finally {
    progress.clear()
  }
}

type Report = Awaited<ReturnType<typeof import('webhook-verifier/testing').attackEndpoint>>

/** Asks the user's own URL for the number of handled deliveries. */
async function fetchCount(url: URL, timeoutSeconds: number): Promise<number> {
  const count = parseCount(await fetchText(url, timeoutSeconds))
  if (count !== undefined) return count
  throw new UsageError('--handled-count-url answered no number', 'it has to answer a whole number, or JSON as {"count": 3}')
}

async function fetchText(url: URL, timeoutSeconds: number): Promise<string> {
  let response: Response
  try {
    response = await fetch(url, { signal: AbortSignal.timeout(timeoutSeconds * 1000) })
  } catch (error) {
    throw new UsageError(`--handled-count-url gave no answer: ${withoutLogin(explain(codeOf(error)))}`)
  }
  if (!response.ok) throw new UsageError(`--handled-count-url answered ${response.status}`)
  return (await readAnswer(response, MAX_COUNT_BYTES)).text
}

function parseCount(text: string): number | undefined {
  try {
    const value = JSON.parse(text)
    const count = typeof value === 'object' && value !== null ? value.count : value
    return Number.isSafeInteger(count) && count >= 0 ? count : undefined
  } catch {
    return undefined
  }
}

function conclude(report: Report, terminal: Terminal): number {
  const [first] = report.controls
  const isUnreached = first?.status === null
  if (isUnreached && !terminal.isJson) throw new Unreachable(withoutLogin(`the first valid delivery ${first.problem}`))
  terminal.print(withoutLogin(terminal.isJson ? JSON.stringify(report, null, 2) : String(report)))
  if (isUnreached) return UNREACHABLE
  return report.ok ? 0 : FAILED
}
