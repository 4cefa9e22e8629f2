// A delivery passed on as it came.

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
  'proxy-connection',
]
const SECONDS = 60

/** Resolves to `{ status, answer }`; a target that does not answer is 502, with `error`. */
export async function forward(target, path, { headers, body }) {
  const url = new URL(target)
  const { search } = new URL(path, 'http://localhost')
  if (!url.search) url.search = search
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: headers.filter(([name]) => !OURS.includes(name.toLowerCase())),
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(SECONDS * 1000),
    })
    return { status: response.status, answer: await response.text() }
  } catch (error) {
    return { status: 502, answer: '{"code":"not_forwarded"}', error: error.cause?.code ?? error.message }
  }
}
