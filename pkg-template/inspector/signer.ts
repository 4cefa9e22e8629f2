// The tab that makes a signed delivery, to copy as a command, as fetch or as HTTP.
import { signWebhook } from 'webhook-verifier'
import { jobCompleted, jobError, jobFailed, jobStarted } from 'webhook-verifier/testing'
import { asCurl, asFetch, asHttp, asPowerShell, type TextDelivery } from '../lib/display/formats.ts'
import { copyText } from './clipboard.ts'
import { byId, make } from './dom.ts'
import type { SecretField } from './secret-field.ts'

const EVENTS = ['job.completed', 'job.started', 'job.failed']
const CODES = ['insufficient_credits', 'timeout', 'internal_error', 'rate_limited', 'invalid_request', 'invalid_api_key'] as const
const FORMATS: Readonly<Record<string, typeof asHttp>> = { curl: asCurl, powershell: asPowerShell, fetch: asFetch, http: asHttp }
const DEFAULT_URL = 'http://localhost:3000/webhook'

/** `inspect` takes a raw request, to look into it. */
export function signer(secret: SecretField, inspect: (request: string) => void): void {
  const [event, code] = [byId<HTMLSelectElement>('event'), byId<HTMLSelectElement>('code')]
  const [url, body] = [byId<HTMLInputElement>('url'), byId<HTMLTextAreaElement>('body')]
  const [output, copied] = [byId('signed'), byId('copied')]
  event.append(...EVENTS.map((name) => make('option', name)))
  code.append(...CODES.map((name) => make('option', name)))

  const write = () => {
    code.disabled = event.value !== 'job.failed'
    body.value = JSON.stringify(payloadOf(event.value, code.value as (typeof CODES)[number]))
    sign()
  }
  const textAs = (format: string) => {
    const delivery = signed(body.value, event.value, secret.value)
    return delivery ? (FORMATS[format] ?? asHttp)(urlOf(url.value), delivery) : ''
  }
  const sign = () => {
    copied.textContent = ''
    const format = document.querySelector<HTMLInputElement>('[name=format]:checked')?.value ?? 'curl'
    output.textContent = textAs(format) || 'Enter a signing secret above.'
  }
  const copy = async () => {
    sign() // with the current time: a delivery is fresh for five minutes
    copied.textContent = `${await copyText(output.textContent ?? '', output)} It is fresh for five minutes.`
  }

  for (const select of [event, code]) select.addEventListener('change', write)
  for (const input of [url, body, secret.input, ...document.querySelectorAll('[name=format]')]) input.addEventListener('input', sign)
  byId('signer').addEventListener('submit', (submit) => submit.preventDefault())
  byId('copy').addEventListener('click', copy)
  byId('inspect-it').addEventListener('click', () => inspect(textAs('http')))
  byId('tab-sign').addEventListener('click', sign)
  write()
}

function payloadOf(event: string, code: (typeof CODES)[number]) {
  if (event === 'job.started') return jobStarted()
  return event === 'job.failed' ? jobFailed({ error: jobError(code) }) : jobCompleted()
}

function signed(body: string, event: string, secret: string): TextDelivery | undefined {
  if (secret === '') return undefined
  const timestamp = new Date().toISOString()
  const headers = {
    'X-Webhook-Event': event,
    'X-Webhook-Delivery-Id': `dlv_${crypto.getRandomValues(new Uint32Array(1))[0]?.toString(16)}`,
    'X-Webhook-Timestamp': timestamp,
    'X-Webhook-Signature': signWebhook(body, timestamp, secret)
  }
  return { headers, body }
}

const urlOf = (text: string) => (URL.canParse?.(text) === false ? DEFAULT_URL : text || DEFAULT_URL)
