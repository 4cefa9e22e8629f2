// The handler that the tests of servers send to, and what it has seen, as texts: a GET of /seen shows it from outside.

/** @import { Mistyped } from '../../suite/cases.d.ts' */
/** @import { Library } from '../../suite/cases.d.ts' */

export const SECRET = 'whsec_servers'
export const LIMIT = 100_000

/** @param {Pick<Library, 'createWebhookHandler'>} library */
export function served({ createWebhookHandler }) {
  /** @type {Record<'handled' | 'rejected' | 'errors', string[]>} */
  const seen = { handled: [], rejected: [], errors: [] }
  const failed = new Set()
  const handler = createWebhookHandler({
    secrets: SECRET,
    maxBodyBytes: LIMIT,
    bodyTimeoutSeconds: 0.3,
    onEvent(/** @type {{ data: Mistyped }} */ { data }) {
      if (data.id.startsWith('fails_once') && !failed.has(data.id)) {
        failed.add(data.id)
        throw new EvalError('work')
      }
      seen.handled.push(`${data.id} ${data.text}`)
    },
    onRejected: (/** @type {{ code: string }} */ { code }) => void seen.rejected.push(code),
    onError: (/** @type {Error} */ error) => void seen.errors.push(`${error.name}: ${error.message}`)
  })
  /** @param {Request} request */
  const fetch = async (request, /** @type {unknown[]} */ ...platform) => {
    if (request.method === 'GET' && request.url.endsWith('/seen')) return new Response(JSON.stringify(seen))
    return handler(request, ...platform)
  }
  return { handler, seen, fetch }
}
