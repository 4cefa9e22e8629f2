// `webhook-verifier send`: signed deliveries to a URL, and what comes back.
import { setTimeout as pause } from 'node:timers/promises'
import { readAnswer } from './bounded-answer.js'
import { EVENT, senderOf } from './event.js'
import { numberOf, urlOf } from './args.js'
import { SECRETS, secretsOf, warnOfFlaw } from './secrets.js'
import { TAMPER, tampered } from './tamper.js'
import { plain, withoutLogin } from './terminal.js'
import { inWords, isNobody, Unreachable, UNREACHABLE, UsageError } from './errors.js'

const NOT_ACCEPTED = 1
const MOST_SECONDS = 30
const MAX_ANSWER_BYTES = 65_536

export const send = {
  name: 'send',
  words: ['URL'],
  summary: 'send signed deliveries to a URL, and retry as a provider would',
  options: {
    ...EVENT,
    times: { type: 'string', value: 'N', help: 'how many deliveries, one after the other (1)' },
    same: { type: 'boolean', help: 'the same delivery each time: is it handled once?' },
    retry: { type: 'string', value: 'N', help: 'try each up to N times more, after 1, 2, 4, … seconds (0)' },
    timeout: { type: 'string', value: 'SECONDS', help: 'how long to wait for an answer (10)' },
    timestamp: { type: 'string', value: 'TIME', help: 'sign with this text for a time (now)' },
    ...TAMPER,
    ...SECRETS
  },
  examples: [
    'webhook-verifier send http://localhost:3000/webhook',
    'webhook-verifier send http://localhost:3000/webhook --event job.failed --code insufficient_credits --retry 3'
  ],
  async run({ values, words: [text] }, terminal) {
    if (text === undefined) throw new UsageError('send where? give a URL', 'webhook-verifier send http://localhost:3000/webhook')
    const url = urlOf(text, 'URL')
    const times = numberOf(values, 'times', { least: 1, most: 10_000, otherwise: 1 })
    const plan = {
      retries: numberOf(values, 'retry', { most: 10, otherwise: 0 }),
      timeout: numberOf(values, 'timeout', { least: 1, most: 600, otherwise: 10 })
    }
    const [given] = await secretsOf(values, terminal, { many: false })
    warnOfFlaw(given, terminal)
    const sign = await senderOf(values, given.secret, terminal)
    const make = () => tampered(sign(), values.tamper)
    const first = make()
    const results = []
    for (let count = 1; count <= times; count++) {
      const delivery = values.same || count === 1 ? first : make()
      const progress = times > 1 ? terminal.paint('dim', `${String(count).padStart(String(times).length)}/${times} `) : ''
      results.push(await deliver(url, delivery, plan, (line, ok) => !terminal.isJson && terminal[ok ? 'good' : 'bad'](progress + line)))
    }
    return conclude(results, terminal)
  }
}

function conclude(results, terminal) {
  const accepted = results.filter(({ accepted }) => accepted).length
  if (terminal.isJson) {
    terminal.print(JSON.stringify({ accepted, deliveries: results }, null, 2))
    if (results.every(({ status }) => status === undefined)) return UNREACHABLE
  }
  if (!terminal.isJson && results.length > 1) terminal.print(`${accepted} of ${results.length} accepted`)
  if (accepted < results.length && results.every(({ status }) => status === undefined)) {
    const [{ error }] = results
    throw new Unreachable(isNobody(error) ? `nobody answers there: ${inWords(error)}` : `it gave no answer: ${inWords(error)}`)
  }
  return accepted === results.length ? 0 : NOT_ACCEPTED
}

async function deliver(url, delivery, { retries, timeout }, report) {
  const { 'X-Webhook-Event': event = 'a delivery', 'X-Webhook-Delivery-Id': id } = delivery.headers
  for (let attempt = 0; ; attempt++) {
    const { millis, accepted, ...answer } = await post(url, delivery, timeout)
    const wait = !accepted && attempt < retries && isWorthARetry(answer.status) ? secondsBefore(attempt, answer.retryAfter) : undefined
    const then = wait === undefined ? '' : `; again in ${wait} s`
    report(
      `${plain(event)} → ${answer.status ?? plain(inWords(answer.error))} in ${millis} ms${answer.location ? `, a redirect to ${plain(answer.location)}, not followed` : ''}${answer.says ? `: ${plain(answer.says)}` : ''}${then}`,
      accepted
    )
    if (wait === undefined) return { id, event, attempts: attempt + 1, accepted, millis, ...answer }
    await pause(wait * 1000)
  }
}

const isRedirect = (status) => [301, 302, 303, 307, 308].includes(status)

/** The absolute URL of a redirect without its login and query, which may hold secrets; undefined where the header is missing or invalid. */
function targetOf(response, url) {
  const location = response.headers.get('location')
  if (location === null || !URL.canParse(location, url)) return undefined
  const { origin, pathname, protocol } = new URL(location, url)
  return protocol === 'http:' || protocol === 'https:' ? origin + pathname : protocol
}

/** A refusal is final; what is busy, slow or broken may be well later. */
const isWorthARetry = (status) => status === undefined || status === 408 || status === 429 || status >= 500

function secondsBefore(attempt, retryAfter) {
  const asked = /^\d{1,5}$/.test(retryAfter ?? '') ? Number(retryAfter) : 0
  return Math.min(MOST_SECONDS, Math.max(2 ** attempt, asked))
}

async function post(url, { headers, body }, seconds) {
  const start = performance.now()
  const took = () => Math.round(performance.now() - start)
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...headers },
      body,
      // A signed body is for the one it was sent to.
      redirect: 'manual',
      signal: AbortSignal.timeout(seconds * 1000)
    })
    const { text } = await readAnswer(response, MAX_ANSWER_BYTES)
    const says = text.slice(0, 200)
    const location = isRedirect(response.status) ? targetOf(response, url) : undefined
    const retryAfter = response.headers.get('retry-after') ?? undefined
    return { status: response.status, accepted: response.ok, says, location, retryAfter, millis: took() }
  } catch (error) {
    const reason =
      error.name === 'TimeoutError' ? `no answer within ${seconds} s` : (error.cause?.code ?? error.cause?.message ?? error.message)
    return { error: withoutLogin(reason), accepted: false, millis: took() }
  }
}
