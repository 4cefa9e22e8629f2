// The captured deliveries of the diagnosis, as what a browser's tools would have exported: HAR, with the body in base64.
import { vectors } from './captures.mjs'

const table = vectors('diagnose')
/** @param {{ body?: string, bodyBase64?: string }} parts */
const bytesOf = ({ body, bodyBase64 }) => (bodyBase64 === undefined ? body : Buffer.from(bodyBase64, 'base64'))

/** @param {string} secret */
const isText = (secret) => typeof secret === 'string' && secret !== '' && !secret.includes('\0')

/**
 * Header lines and body bytes can be pasted, up to four texts be set as secrets; parsed bodies and options only be passed.
 * @param {any} mistake
 */
const isCaptured = ({ headers, given, secrets, options, ...rest }) =>
  !given &&
  !options &&
  bytesOf(rest) !== undefined &&
  Array.isArray(headers) &&
  headers.every(Array.isArray) &&
  secrets.length <= 4 &&
  secrets.every(isText)

/** @param {any} mistake */
function mistakeOf({ name, headers, secrets, now = table.now, expect, ...rest }) {
  const lines = headers.map((/** @type {[string, unknown]} */ [name, value]) => ({ name, value }))
  const postData = { text: Buffer.from(bytesOf(rest) ?? '').toString('base64'), encoding: 'base64' }
  const har = JSON.stringify({ request: { method: 'POST', url: '/webhook', headers: lines, postData } })
  return {
    name,
    har,
    secrets,
    now: typeof now === 'number' ? new Date(now).toISOString() : now,
    codes: [...expect.proved, ...expect.likely, ...(expect.none ?? [])],
    expect
  }
}

export const mistakes = table.cases.filter(isCaptured).map(mistakeOf)
