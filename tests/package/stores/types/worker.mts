// In a Worker, with Cloudflare's types; the second binding is as `wrangler types` writes it.
import { d1ReplayStore } from 'webhook-verifier/replay/d1'
import { durableObjectReplayStore, WebhookReplayObject } from 'webhook-verifier/replay/durable-object'

export { WebhookReplayObject }

interface Env {
  REPLAY: DurableObjectNamespace
  TYPED: DurableObjectNamespace<WebhookReplayObject>
  KV: KVNamespace
  DB: D1Database
}

export default {
  async fetch(request, env) {
    durableObjectReplayStore(env.REPLAY.jurisdiction('eu'))
    durableObjectReplayStore(env.TYPED)
    d1ReplayStore(env.DB)
    d1ReplayStore(env.DB.withSession('first-primary'))
    // @ts-expect-error KV is not a database of D1
    d1ReplayStore(env.KV)
    // @ts-expect-error KV is not atomic
    durableObjectReplayStore(env.KV)
    const store = durableObjectReplayStore(env.REPLAY)
    return new Response(await store.claim({ key: request.url, owner: 'a', leaseSeconds: 60, keepSeconds: 420 }))
  }
} satisfies ExportedHandler<Env>

/** The class as the platform sees it. */
export const made = (state: DurableObjectState): DurableObject => new WebhookReplayObject(state)
