// The tab that makes a signed delivery, to copy as a command, as fetch or as HTTP.
import { signWebhook } from 'webhook-verifier'
import { jobCompleted, jobError, jobFailed, jobStarted } from 'webhook-verifier/testing'
import { asCurl, asFetch, asHttp, asPowerShell } from '../lib/display/formats.ts'
import { byId, make } from './dom.js'

const EVENTS = { 'job.completed': jobCompleted, 'job.started': jobStarted, 'job.failed': jobFailed }
const CODES = ['insufficient_credits', 'timeout', 'internal_error', 'rate_limited', 'invalid_request', 'invalid_api_key']
const FORMATS = { curl: asCurl, powershell: asPowerShell, fetch: asFetch, http: asHttp }
const NO_URL = 'http://localhost:3000/webhook'

/** `inspect` takes a raw request, to look into it. */
export function signer(secretInput, inspect) {
  const [event, code, url, body, output, copied] = ['event', 'code', 'url', 'body', 'signed', 'copied'].map(byId)
  event.append(...Object.keys(EVENTS).map((name) => make('option', name)))
  code.append(...CODES.map((name) => make('option', name)))

  const write = () => {
    code.disabled = event.value !== 'job.failed'
    const error = code.disabled ? {} : { error: jobError(code.value) }
    body.value = JSON.stringify(EVENTS[event.value](error))
    sign()
  }
  const text = (format) => {
    const delivery = signed(body.value, event.value, secretInput.value)
    return delivery ? FORMATS[format](urlOf(url.value), delivery) : ''
  }
  const sign = () => {
    copied.textContent = ''
    output.textContent = text(document.querySelector('[name=format]:checked').value) || 'Enter a signing secret above.'
  }
  const copy = async () => {
    sign() // as of now: a delivery is fresh for five minutes
    copied.textContent = await toClipboard(output)
  }

  for (const select of [event, code]) select.addEventListener('change', write)
  for (const input of [url, body, secretInput, ...document.querySelectorAll('[name=format]')]) input.addEventListener('input', sign)
  byId('signer').addEventListener('submit', (submit) => submit.preventDefault())
  byId('copy').addEventListener('click', copy)
  byId('inspect-it').addEventListener('click', () => inspect(text('http')))
  byId('tab-sign').addEventListener('click', sign)
  write()
}

function signed(body, event, secret) {
  if (secret === '') return undefined
  const timestamp = new Date().toISOString()
  const headers = {
    'X-Webhook-Event': event,
    'X-Webhook-Delivery-Id': `dlv_${crypto.getRandomValues(new Uint32Array(1))[0].toString(16)}`,
    'X-Webhook-Timestamp': timestamp,
    'X-Webhook-Signature': signWebhook(body, timestamp, secret)
  }
  return { headers, body }
}

const urlOf = (text) => (URL.canParse?.(text) === false ? NO_URL : text || NO_URL)

/** Where the browser does not let a page copy, the text is selected for the user to do so. */
async function toClipboard(output) {
  try {
    await navigator.clipboard.writeText(output.textContent)
    return 'Copied. It is fresh for five minutes.'
  } catch {
    getSelection().selectAllChildren(output)
    return 'Selected: copy it with Ctrl-C. It is fresh for five minutes.'
  }
}
