// A signed delivery as text to copy. Bodies here are texts, from a factory or typed.
export interface TextDelivery {
  headers: Record<string, string>
  body: string
}

const withType = (headers: Record<string, string>): Record<string, string> => ({ 'Content-Type': 'application/json', ...headers })

/**
 * One argument in bash, dash, zsh and fish alike. In single quotes a backslash escapes in fish and in no other, so that the quote
 * and the backslash are each in double quotes of their own.
 */
const shellQuoted = (text: string) => `'${text.replace(/['\\]/g, (character) => (character === "'" ? `'"'"'` : `'"\\\\"'`))}'`

/** PowerShell ends a string at each of these, and reads two of one as that one. */
const powerShellQuoted = (text: string) => `'${text.replace(/['\u2018-\u201b]/g, '$&$&')}'`

export function asCurl(url: string, { headers, body }: TextDelivery): string {
  // `Name:` would leave the header out, and `Name;` sends it without a value.
  const line = (name: string, value: string) => (value === '' ? `${name};` : `${name}: ${value}`)
  const lines = Object.entries(withType(headers)).map(([name, value]) => `-H ${shellQuoted(line(name, value))}`)
  // curl reads brackets and braces in a URL as ranges and lists of URLs.
  const literal = /[[\]{}]/.test(url) ? ' --globoff' : ''
  return [`curl -i${literal} ${shellQuoted(url)}`, ...lines, `--data-raw ${shellQuoted(body)}`].join(' \\\n  ')
}

/** For Windows PowerShell 5.1 and PowerShell 7. The body is bytes, as 5.1 sends a text in Latin-1. */
export function asPowerShell(url: string, { headers, body }: TextDelivery): string {
  const { 'Content-Type': type = '', ...others } = withType(headers)
  const lines = Object.entries(others).map(([name, value]) => `  ${powerShellQuoted(name)} = ${powerShellQuoted(value)}`)
  return `Invoke-WebRequest -UseBasicParsing -Method Post -Uri ${powerShellQuoted(url)} -ContentType ${powerShellQuoted(type)} -Headers @{
${lines.join('\n')}
} -Body ([Text.Encoding]::UTF8.GetBytes(${powerShellQuoted(body)}))`
}

export function asFetch(url: string, { headers, body }: TextDelivery): string {
  const init = { method: 'POST', headers: withType(headers), body }
  return `await fetch(${JSON.stringify(url)}, ${JSON.stringify(init, null, 2)})`
}

export function asHttp(url: string, { headers, body }: TextDelivery): string {
  const { host, pathname, search } = new URL(url)
  const length = new TextEncoder().encode(body).length
  const all = { 'Host': host, ...withType(headers), 'Content-Length': length }
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`)
  return `POST ${pathname}${search} HTTP/1.1\n${lines.join('\n')}\n\n${body}`
}

export const asHeaders = (_: string, { headers }: TextDelivery): string =>
  Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n')
