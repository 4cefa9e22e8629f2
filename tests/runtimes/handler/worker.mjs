// A Worker: runs the suite for a request of the test, and is a server otherwise.
import { env } from 'cloudflare:workers'
import * as library from 'webhook-verifier'
import { Tally } from '../../suite/tally.mjs'
import { handlerSuite } from './index.mjs'
import { served } from './served.mjs'

const usual = served(library)
/** @type {string[]} */
const done = []

/** Made when the module is loaded, as most people will; works long after its answer. */
const before = library.createWebhookHandler({
  secrets: env.WEBHOOK_SECRET,
  acknowledge: 'before',
  async onEvent({ data }) {
    await new Promise((resolve) => setTimeout(resolve, 300))
    done.push(String(data.id))
  }
})

async function runSuite() {
  /** @type {string[]} */
  const lines = []
  const tally = new Tally((line) => lines.push(line))
  await handlerSuite(library, tally)
  const status = tally.end() ? 200 : 500
  return new Response(lines.join('\n'), { status })
}

/** @type {Record<string, (request: Request, ...platform: unknown[]) => Promise<Response> | Response>} */
const PATHS = { '/suite': runSuite, '/before': before, '/done': () => new Response(JSON.stringify(done)) }

export default {
  fetch: (/** @type {Request} */ request, /** @type {Foreign} */ env, /** @type {Foreign} */ ctx) =>
    (PATHS[new URL(request.url).pathname] ?? usual.fetch)(request, env, ctx)
}
