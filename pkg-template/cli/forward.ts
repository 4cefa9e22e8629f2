// A delivery passed on as it came.
import { readAnswer } from './bounded-answer.ts'
import { codeOf } from './errors.ts'
import { withoutLogin } from './terminal.ts'

/** The headers of the connection, RFC 9110 section 7.6.1, and those that fetch sets by itself. */
const CONNECTION = [
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
/** The sender's credentials are for this receiver, not for the target. */
const CREDENTIALS = ['authorization', 'cookie', 'proxy-authorization']
const TIMEOUT_SECONDS = 60
const MAX_ANSWER_BYTES = 1_048_576

type Headers = Array<[name: string, value: string]>

export interface Forwarded {
  status: number
  /** At most 1 MiB. */
  answer: string
  isCut?: boolean
  error?: string
}

/** Resolves to the target's answer; a target that does not answer is 502, with `error`. */
export async function forward(
  target: URL,
  path: string,
  { headers, body }: { headers: Headers; body: Uint8Array },
  { keepCredentials = false }: { keepCredentials?: boolean } = {}
): Promise<Forwarded> {
  try {
    const response = await fetch(withQuery(new URL(target), path), {
      method: 'POST',
      headers: endToEnd(headers, keepCredentials),
      body: body as BodyInit,
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_SECONDS * 1000)
    })
    const { text, isCut } = await readAnswer(response, MAX_ANSWER_BYTES)
    return { status: response.status, answer: text, isCut }
  } catch (error) {
    return { status: 502, answer: '{"code":"not_forwarded"}', error: withoutLogin(codeOf(error)) }
  }
}

/** The target's query, followed by the delivery's own. Not parsed as a URL: `//` is a path that no URL can have. */
function withQuery(url: URL, path: string): URL {
  const query = path.includes('?') ? path.slice(path.indexOf('?') + 1) : ''
  url.search = [url.search.slice(1), query].filter(Boolean).join('&')
  return url
}

/** Drops the headers of the connection, those that Connection names, and credentials unless they are to be kept. */
export function endToEnd(headers: Headers, keepCredentials = false): Headers {
  const named = headers.filter(([name]) => name.toLowerCase() === 'connection').flatMap(([, value]) => value.split(','))
  const dropped = [...CONNECTION, ...(keepCredentials ? [] : CREDENTIALS), ...named.map((name) => name.trim().toLowerCase())]
  return headers.filter(([name]) => !dropped.includes(name.toLowerCase()))
}
