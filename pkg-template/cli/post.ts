// One delivery to an endpoint, with retries.
import { setTimeout as pause } from 'node:timers/promises'
import { readAnswer } from './bounded-answer.ts'
import { explain, codeOf } from './errors.ts'
import { plain, withoutLogin } from './terminal.ts'

const MOST_WAIT_SECONDS = 30
const MAX_ANSWER_BYTES = 65_536
const SHOWN_CHARACTERS = 200

export interface OutgoingDelivery {
  headers: Array<[name: string, value: string]>
  body: string | Uint8Array
}

export interface RetryPlan {
  retries: number
  timeoutSeconds: number
}

/** The outcome of one attempt. */
interface Answer {
  status?: number
  accepted: boolean
  /** The beginning of the answer's body. */
  says?: string
  /** The target of a redirect. */
  location?: string | undefined
  retryAfter?: string | undefined
  error?: string
  millis: number
}

export interface Outcome extends Answer {
  attempts: number
}

export type Report = (line: string, accepted: boolean) => void

/** Posts a delivery until it is accepted, finally refused, or out of retries. `report` hears of each attempt. */
export async function post(url: URL, name: string, delivery: OutgoingDelivery, plan: RetryPlan, report: Report): Promise<Outcome> {
  for (let attempt = 0; ; attempt++) {
    const answer = await postOnce(url, delivery, plan.timeoutSeconds)
    const isFinal = answer.accepted || attempt >= plan.retries || !isWorthARetry(answer.status)
    const wait = isFinal ? undefined : secondsBefore(attempt, answer.retryAfter)
    report(describe(name, answer) + (wait === undefined ? '' : `; again in ${wait} s`), answer.accepted)
    if (wait === undefined) return { attempts: attempt + 1, ...answer }
    await pause(wait * 1000)
  }
}

function describe(name: string, { status, error = '', location, says, millis }: Answer): string {
  const redirect = location ? `, a redirect to ${plain(location)}, not followed` : ''
  return `${plain(name)} → ${status ?? plain(explain(error))} in ${millis} ms${redirect}${says ? `: ${plain(says)}` : ''}`
}

/** A refusal is final; an endpoint that is busy, slow or broken may recover. */
const isWorthARetry = (status: number | undefined) => status === undefined || status === 408 || status === 429 || status >= 500

function secondsBefore(attempt: number, retryAfter: string | undefined): number {
  const requested = /^\d{1,5}$/.test(retryAfter ?? '') ? Number(retryAfter) : 0
  return Math.min(MOST_WAIT_SECONDS, Math.max(2 ** attempt, requested))
}

async function postOnce(url: URL, { headers, body }: OutgoingDelivery, timeoutSeconds: number): Promise<Answer> {
  const start = performance.now()
  const millis = () => Math.round(performance.now() - start)
  try {
    const init = { method: 'POST', headers, body: body as BodyInit, signal: AbortSignal.timeout(timeoutSeconds * 1000) }
    // A signed body is for its own endpoint only.
    const response = await fetch(url, { ...init, redirect: 'manual' })
    const { text } = await readAnswer(response, MAX_ANSWER_BYTES)
    return {
      status: response.status,
      accepted: response.ok,
      says: text.slice(0, SHOWN_CHARACTERS),
      location: redirectOf(response, url),
      retryAfter: response.headers.get('retry-after') ?? undefined,
      millis: millis()
    }
  } catch (error) {
    const isLate = (error as Error).name === 'TimeoutError'
    return { error: withoutLogin(isLate ? `no answer within ${timeoutSeconds} s` : codeOf(error)), accepted: false, millis: millis() }
  }
}

const REDIRECTS = [301, 302, 303, 307, 308]

/** The absolute URL of a redirect without its login and query, which may hold secrets; undefined for a header that is missing or invalid. */
function redirectOf({ status, headers }: Response, url: URL): string | undefined {
  const location = REDIRECTS.includes(status) ? headers.get('location') : null
  if (location === null || !URL.canParse(location, url)) return undefined
  const { origin, pathname, protocol } = new URL(location, url)
  return protocol === 'http:' || protocol === 'https:' ? origin + pathname : protocol
}
