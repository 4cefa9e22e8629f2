// A delivery passed on as it came.
import { readAnswer } from './bounded-answer.js'
import { withoutLogin } from './terminal.js'

/** Those of the connection, RFC 9110 section 7.6.1, and those that fetch sets by itself. */
const OURS = [
  'host',
  'content-length',
  'connection',
  'keep-alive',
  'transfer-encoding',
  'te',
  'trailer',
  'upgrade',
  'expect',
  'proxy-connection'
]
/** Credentials of whoever sent the delivery: meant for this receiver, not for the target. */
const CREDENTIALS = ['authorization', 'cookie', 'proxy-authorization']
const SECONDS = 60
const MAX_ANSWER_BYTES = 1_048_576

/** Resolves to `{ status, answer, isCut }`; the answer is cut after 1 MiB. A target that does not answer is 502, with `error`. */
export async function forward(target, path, { headers, body }, { keepCredentials = false } = {}) {
  try {
    const url = withQuery(new URL(target), path)
    const response = await fetch(url, {
      method: 'POST',
      headers: endToEnd(headers, keepCredentials ? [] : CREDENTIALS),
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(SECONDS * 1000)
    })
    const { text, isCut } = await readAnswer(response, MAX_ANSWER_BYTES)
    return { status: response.status, answer: text, isCut }
  } catch (error) {
    return { status: 502, answer: '{"code":"not_forwarded"}', error: withoutLogin(error.cause?.code ?? error.message) }
  }
}

/** The target's query, and behind it the delivery's own. Not read as a URL: `//` is a path that no URL can be made of. */
function withQuery(url, path) {
  const query = path.includes('?') ? path.slice(path.indexOf('?') + 1) : ''
  url.search = [url.search.slice(1), query].filter(Boolean).join('&')
  return url
}

/** Without the headers of the connection, those that Connection names as such, and `others`. */
function endToEnd(headers, others) {
  const named = headers.filter(([name]) => name.toLowerCase() === 'connection').flatMap(([, value]) => value.split(','))
  const dropped = new Set([...OURS, ...others, ...named.map((name) => name.trim().toLowerCase())])
  return headers.filter(([name]) => !dropped.has(name.toLowerCase()))
}
