// The captured deliveries of the diagnosis, as what a browser's tools would have exported: HAR, with the body in base64.
import { vectors } from './captures.mjs'

const table = vectors('diagnose')
const bytesOf = ({ body, bodyBase64 }) => (bodyBase64 === undefined ? body : Buffer.from(bodyBase64, 'base64'))

/** Header lines and body bytes can be pasted, and a text can be typed or set; parsed bodies and the like only be passed. */
const isCaptured = ({ headers, given, secrets, maxBodyBytes, ...rest }) =>
  !given && maxBodyBytes === undefined && bytesOf(rest) !== undefined && Array.isArray(headers) && headers.every(Array.isArray) && secrets.every((secret) => typeof secret === 'string' && secret !== '' && !secret.includes('\0'))

function mistakeOf({ name, headers, secrets, now = table.now, expect, ...rest }) {
  const lines = headers.map(([name, value]) => ({ name, value }))
  const postData = { text: Buffer.from(bytesOf(rest)).toString('base64'), encoding: 'base64' }
  const har = JSON.stringify({ request: { method: 'POST', url: '/webhook', headers: lines, postData } })
  return { name, har, secrets, now: typeof now === 'number' ? new Date(now).toISOString() : now, codes: [...expect.proved, ...expect.likely], expect }
}

export const mistakes = table.cases.filter(isCaptured).map(mistakeOf)
