// A delivery as text to copy. Bodies here are texts: what the factories make, or what was typed.
import { encoder } from '../buffer.js'

const withType = (headers) => ({ 'Content-Type': 'application/json', ...headers })

/** In single quotes nothing is special to a POSIX shell but the quote itself. */
const quoted = (text) => `'${text.replaceAll("'", "'\\''")}'`

export function asCurl(url, { headers, body }) {
  const lines = Object.entries(withType(headers)).map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`)
  return [`curl -i ${quoted(url)}`, ...lines, `--data-raw ${quoted(body)}`].join(' \\\n  ')
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
