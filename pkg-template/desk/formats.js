// A delivery as text to copy. Bodies here are texts: what the factories make, or what was typed.
import { encoder } from '../buffer.js'

const withType = (headers) => ({ 'Content-Type': 'application/json', ...headers })

/**
 * One argument in bash, dash, zsh and fish alike. In single quotes a backslash escapes in fish and in no other, so that the quote
 * and the backslash are each in double quotes of their own.
 */
const shellQuoted = (text) => `'${text.replace(/['\\]/g, (character) => (character === "'" ? `'"'"'` : `'"\\\\"'`))}'`

/** PowerShell ends a string at each of these, and reads two of one as that one. */
const powerShellQuoted = (text) => `'${text.replace(/['\u2018-\u201b]/g, '$&$&')}'`

export function asCurl(url, { headers, body }) {
  const lines = Object.entries(withType(headers)).map(([name, value]) => `-H ${shellQuoted(`${name}: ${value}`)}`)
  // curl reads brackets and braces in a URL as ranges and lists of URLs.
  const literal = /[[\]{}]/.test(url) ? ' --globoff' : ''
  return [`curl -i${literal} ${shellQuoted(url)}`, ...lines, `--data-raw ${shellQuoted(body)}`].join(' \\\n  ')
}

/** For Windows PowerShell 5.1 and PowerShell 7. The body is bytes, as 5.1 sends a text in Latin-1. */
export function asPowerShell(url, { headers, body }) {
  const { 'Content-Type': type, ...others } = withType(headers)
  const lines = Object.entries(others).map(([name, value]) => `  ${powerShellQuoted(name)} = ${powerShellQuoted(value)}`)
  return `Invoke-WebRequest -UseBasicParsing -Method Post -Uri ${powerShellQuoted(url)} -ContentType ${powerShellQuoted(type)} -Headers @{
${lines.join('\n')}
} -Body ([Text.Encoding]::UTF8.GetBytes(${powerShellQuoted(body)}))`
}

export function asFetch(url, { headers, body }) {
  const init = { method: 'POST', headers: withType(headers), body }
  return `await fetch(${JSON.stringify(url)}, ${JSON.stringify(init, null, 2)})`
}

export function asHttp(url, { headers, body }) {
  const { host, pathname, search } = new URL(url)
  const length = encoder.encode(body).length
  const all = { 'Host': host, ...withType(headers), 'Content-Length': length }
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`)
  return `POST ${pathname}${search} HTTP/1.1\n${lines.join('\n')}\n\n${body}`
}

export const asHeaders = (_, { headers }) =>
  Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n')
