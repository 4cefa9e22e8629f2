// Types of handler.js for modules in TypeScript.
import type { EventSchemas, WebhookHandler, WebhookHandlerOptions } from './lib/handler/types.ts'

/**
 * A handler of Fetch requests, for Workers, Next.js, Deno, Bun, Hono and the like: verifies, refuses replays, and calls
 * your functions once for each delivery. For Node's requests, Fastify and Lambda there are adapters: `webhook-verifier/node`, `/fastify`, `/aws-lambda`.
 *
 * Answers 200 when the work is done, now or before; 500 when it threw, so that the sender retries; otherwise the status of
 * the {@link WebhookError}, whose code is the body, but for a 401.
 *
 * @throws {TypeError | RangeError} for options that contradict each other or do not exist
 */
export function createWebhookHandler<const Schemas extends EventSchemas = {}>(options: WebhookHandlerOptions<Schemas>): WebhookHandler
