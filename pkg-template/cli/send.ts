// `webhook-verifier send`: signed deliveries to a URL, and the answers.
import { numberOf, parseUrl } from './args.ts'
import type { Command, Options, Values } from './command.ts'
import { UNREACHABLE, UsageError } from './errors.ts'
import { EVENT, makeSigner } from './event.ts'
import { type Outcome, post, type Report, type RetryPlan } from './post.ts'
import { progressOn } from './progress.ts'
import { SavedDeliveries } from './saved-deliveries.ts'
import { SECRETS, secretsOf, warnOfFlaw } from './secrets.ts'
import { isUnanswered, printSummary, unreachable } from './summary.ts'
import { TAMPER, tampered } from './tamper.ts'
import { plain, type Terminal, withoutLogin } from './terminal.ts'

const NOT_ACCEPTED = 1
/** With more deliveries than this, a terminal gets a line for each that was not accepted, and progress. */
const MOST_LINES = 20
/** JSON has the deliveries up to this size: no command reads a larger paste. */
const MOST_CHARACTERS = 8 * 1_048_576

export const RETRY: Options = {
  retry: { type: 'string', value: 'N', help: 'try each up to N times more, after 1, 2, 4, … seconds (0)' },
  timeout: { type: 'string', value: 'SECONDS', help: 'how long to wait for an answer (10)' }
}

export const retryPlan = (values: Values): RetryPlan => ({
  retries: numberOf(values, 'retry', { most: 10, otherwise: 0 }),
  timeoutSeconds: numberOf(values, 'timeout', { least: 1, most: 600, otherwise: 10 })
})

interface SentDelivery extends Outcome {
  id: string | undefined
  event: string
  saved?: string | undefined
  url?: string
  headers?: Record<string, string>
  body?: string
}

export const send: Command = {
  name: 'send',
  words: ['URL'],
  summary: 'send signed deliveries to a URL, and retry as a provider would',
  options: {
    ...EVENT,
    times: { type: 'string', value: 'N', help: 'how many deliveries, one after the other (1)' },
    same: { type: 'boolean', help: 'the same delivery each time: is it handled once?' },
    ...RETRY,
    timestamp: { type: 'string', value: 'TIME', help: 'sign with this text as the timestamp (now)' },
    ...TAMPER,
    save: { type: 'string', value: 'DIR', help: 'save each delivery to a file in DIR, for verify, diagnose and replay' },
    ...SECRETS
  },
  examples: [
    'webhook-verifier send http://localhost:3000/webhook',
    'webhook-verifier send http://localhost:3000/webhook --times 100 --retry 3',
    'webhook-verifier send http://localhost:3000/webhook --save sent'
  ],
  async run({ values, words: [target] }, terminal) {
    if (target === undefined) throw new UsageError('send needs a URL', 'webhook-verifier send http://localhost:3000/webhook')
    const url = parseUrl(target, 'URL')
    const times = numberOf(values, 'times', { least: 1, most: 10_000, otherwise: 1 })
    const plan = retryPlan(values)
    const [given] = await secretsOf(values, terminal, { most: 1 })
    warnOfFlaw(given, terminal)
    const sign = await makeSigner(values, given.secret, terminal)
    const make = () => tampered(sign(), values.tamper)
    const first = make()
    const saved = values.save === undefined ? undefined : new SavedDeliveries(values.save)
    const progress = progressOn(terminal)
    const outcomes: SentDelivery[] = []
    let room = MOST_CHARACTERS
    for (let count = 1; count <= times; count++) {
      const isNew = count === 1 || !values.same
      const { headers, body } = count === 1 || !isNew ? first : make()
      const { 'X-Webhook-Event': event = 'a delivery', 'X-Webhook-Delivery-Id': id } = headers
      const report = reporter(terminal, times, count, progress.clear)
      const lines = { 'Content-Type': 'application/json', ...headers }
      const place = isNew ? saved?.save({ headers: lines, body: Buffer.from(body), receivedAt: new Date() }) : undefined
      const outcome = await post(url, event, { headers: Object.entries(lines), body }, plan, report)
      if (place) saving(terminal, times, place, progress.clear)
      room -= body.length
      outcomes.push({
        id,
        event,
        ...outcome,
        saved: place,
        ...(room > 0 && isNew && { url: withoutLogin(url.href), headers: lines, body })
      })
      if (times > 1) progress.show(count, times, event)
    }
    return conclude(outcomes, terminal)
  }
}

function reporter(terminal: Terminal, times: number, count: number, clear: () => void): Report {
  const place = times > 1 ? terminal.paint('dim', `${String(count).padStart(String(times).length)}/${times} `) : ''
  return (line, accepted) => {
    if (terminal.isJson || (accepted && terminal.isInteractive && times > MOST_LINES)) return
    clear()
    terminal[accepted ? 'good' : 'bad'](place + line)
  }
}

function saving(terminal: Terminal, times: number, place: string, clear: () => void): void {
  if (terminal.isJson || (terminal.isInteractive && times > MOST_LINES)) return
  clear()
  terminal.more(plain(place))
}

function conclude(outcomes: SentDelivery[], terminal: Terminal): number {
  const accepted = outcomes.filter(({ accepted }) => accepted).length
  if (terminal.isJson) {
    terminal.printJson({ accepted, deliveries: outcomes }, 2)
    if (isUnanswered(outcomes)) return UNREACHABLE
  } else if (outcomes.length > 1) printSummary(outcomes, terminal)
  if (isUnanswered(outcomes)) throw unreachable(outcomes)
  return accepted === outcomes.length ? 0 : NOT_ACCEPTED
}
