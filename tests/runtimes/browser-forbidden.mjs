// Where a Content-Security-Policy forbids WebAssembly: that this was imported, and that each first call says what to allow.
import * as library from 'webhook-verifier'
import { report } from './browser-report.mjs'
import { isError, same, thrown } from '../suite/expect.mjs'

const { parseUnverifiedEvent, signWebhook, verifyWebhook, WebhookVerifier } = library
const TIME = '2026-01-01T00:00:00.000Z'
const POLICY = "The page's Content-Security-Policy forbids WebAssembly: its script-src has to allow 'wasm-unsafe-eval'."
/** @type {[name: string, call: () => unknown][]} */
const CALLS = [
  ['verifyWebhook', () => verifyWebhook('{}', TIME, `sha256=${'0'.repeat(64)}`, 'secret')],
  ['verifyWebhook, again', () => verifyWebhook('{}', TIME, `sha256=${'0'.repeat(64)}`, 'secret')],
  ['signWebhook', () => signWebhook('{}', TIME, 'secret')],
  ['parseUnverifiedEvent', () => parseUnverifiedEvent('{}')],
  ['new WebhookVerifier', () => new WebhookVerifier('secret')]
]

report((tally) =>
  tally.group("the error names 'wasm-unsafe-eval'", CALLS, ([name, call]) => {
    const error = thrown(call, name)
    isError(error, Error)
    same(error.message, POLICY, 'message')
  })
)
