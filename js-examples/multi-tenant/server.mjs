// A receiver for many tenants, whose secrets are in a database. Run it: `npm install`, then `WEBHOOK_SECRET=… npm start`; it listens on
// port 3000, or on PORT, and takes POST /webhook for the first tenant, /webhook/<tenant> for each, PUT /secrets/<tenant> to rotate.
import { createServer } from 'node:http'
import { createWebhookHandler, WebhookVerifier } from 'webhook-verifier'
import { toNodeHandler } from 'webhook-verifier/node'

// In place of your database: the current secrets by tenant, the newest first.
const database = new Map([['first', [process.env.WEBHOOK_SECRET]]])
const verifiers = new Map()
const tenantOf = (/** @type {string} */ url) => new URL(url).pathname.split('/')[2] ?? 'first'

// For a tenant that does not exist: nothing is signed with it, so the answers are those to a wrong secret.
const unknown = new WebhookVerifier(crypto.getRandomValues(new Uint8Array(32)))

async function verifierOf(/** @type {string} */ tenant) {
  const secrets = database.get(tenant)
  if (!secrets) return unknown
  if (!verifiers.has(tenant)) verifiers.set(tenant, new WebhookVerifier({ secrets }))
  return verifiers.get(tenant)
}

const handler = createWebhookHandler({
  verifier: ({ url }) => verifierOf(tenantOf(url)),
  // The tenant whose secret verified: one tenant's job_1 is not another's, and none fills the store of all.
  replay: { dedupe: 'event', scope: ({ url }) => tenantOf(url) },
  onEvent: ({ data }, { request }) => console.log(`${tenantOf(request.url)}: ${data.id} is ready at ${data.output_url}`),
  onRejected: ({ code, message, hint = '' }) => console.error(`refused: ${code}: ${message}. ${hint}`)
})
const webhook = toNodeHandler(handler)

// Rotation: the new secret counts at once, the one before it too, until the next rotation. Protect this route.
async function rotate(/** @type {string} */ tenant, /** @type {string} */ secret) {
  database.set(tenant, [secret, ...(database.get(tenant) ?? [])].slice(0, 2))
  // Not disposed of: a delivery that is on its way may still use it.
  verifiers.delete(tenant)
}

const server = createServer(async (req, res) => {
  const [, , tenant] = String(req.url).split('/')
  if (req.method !== 'PUT' || !tenant) return webhook(req, res)
  await rotate(tenant, Buffer.concat(await req.toArray()).toString())
  res.writeHead(204).end()
})
server.listen(process.env.PORT ?? 3000, () => console.log(`listening on http://localhost:${server.address().port}`))
