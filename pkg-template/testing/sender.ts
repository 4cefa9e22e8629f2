// One request to the endpoint, and what became of it: `{ status }`, `{ failure }` where no answer came, `{ unsendable }`
// where the platform's fetch cannot say such a thing.
import { inTime } from '../lib/handler/deadline.ts'
import type { AttackOptions, AttackTarget } from './types.ts'
import type { Outcome, Sendable } from './verdicts.ts'

/** So much of an answer's body is read: one without an end would be collected until the memory is full. */
const MOST_BYTES = 65_536

export interface SenderSettings {
  url: string
  headers: AttackOptions['headers']
  timeoutSeconds: number
}

type Answer = Awaited<ReturnType<Exclude<AttackTarget, string>>>
type Ask = (signal: AbortSignal) => Answer | PromiseLike<Answer>

export class Sender {
  #target: AttackTarget
  #settings: SenderSettings

  constructor(target: AttackTarget, settings: SenderSettings) {
    this.#target = target
    this.#settings = settings
  }

  get isRemote(): boolean {
    return typeof this.#target === 'string'
  }

  async send({ method = 'POST', headers, body }: Sendable): Promise<Outcome> {
    const init: RequestInit = {
      method,
      headers: { ...headers, ...this.#settings.headers },
      ...(method !== 'GET' && { body: body as BodyInit })
    }
    let request: Request
    try {
      request = new Request(this.#settings.url, init)
    } catch (error) {
      return { unsendable: (error as Error).message }
    }
    const target = this.#target
    return typeof target === 'string' ? this.#fetch(init) : this.#inTime(() => target(request))
  }

  /** Once more where the connection broke: it may have been an idle one, which the server closed meanwhile. */
  async #fetch(init: RequestInit): Promise<Outcome> {
    const ask: Ask = (signal) => fetch(this.#settings.url, { ...init, redirect: 'manual', signal })
    const outcome = await this.#inTime(ask)
    if (outcome.failure === undefined || outcome.isLate) return outcome
    const again = await this.#inTime(ask)
    // A server that died of the first is not there for the second; what it died of is to be told.
    const isOther = again.failure !== undefined && again.failure !== outcome.failure
    return isOther ? { ...again, failure: `${outcome.failure}, then ${again.failure}` } : again
  }

  async #inTime(ask: Ask): Promise<Outcome> {
    const { timeoutSeconds } = this.#settings
    const controller = new AbortController()
    const stop = () => {
      controller.abort()
      return Object.assign(new Error(`no answer within ${timeoutSeconds} s`), { isLate: true })
    }
    try {
      return await inTime(
        answerOf(async () => ask(controller.signal)),
        timeoutSeconds,
        stop
      )
    } catch (error) {
      return { failure: reasonOf(error), isLate: isLate(error) }
    }
  }
}

/** The body is of no interest, but what is not read keeps the connection. */
async function answerOf(ask: () => Promise<Answer>): Promise<{ status: number }> {
  const response = (await ask()) as (Answer & { readonly body?: ReadableStream<Uint8Array> | null }) | undefined
  if (typeof response?.status !== 'number') throw new TypeError('what it answered is no Response')
  await drain(response.body).catch(() => {})
  return { status: response.status }
}

async function drain(body: ReadableStream<Uint8Array> | null | undefined): Promise<void> {
  const reader = body?.getReader()
  for (let left = MOST_BYTES; reader && left > 0; ) {
    const { done, value } = await reader.read()
    if (done) return
    left -= value.length + 1
  }
  reader?.cancel().catch(() => {})
}

/** Node's fetch says why in the cause. */
function reasonOf(error: unknown): string {
  const { cause, message } = (error ?? {}) as { cause?: { code?: string; message?: string }; message?: string }
  return cause?.code ?? cause?.message ?? (message || String(error))
}

const isLate = (error: unknown): boolean => (error as { isLate?: boolean } | undefined)?.isLate === true
