// Written by hand. Fastify by its shape.

/** As much of Fastify as is used. */
export interface FastifyLike {
  removeAllContentTypeParsers(): unknown
  addContentTypeParser(type: string, parser: (request: any, payload: any, done: any) => void): unknown
  all(path: string, handler: (request: any, reply: any) => Promise<unknown>): unknown
}

export interface WebhookPluginOptions {
  /** Handlers as `createWebhookHandler` makes them, by path. */
  routes: {
    readonly [path: string]: (
      request: any,
      ...platform: any[]
    ) => Promise<{ readonly status: number; readonly headers: { get(name: string): string | null } }>
  }
}

/**
 * For `app.register(webhookPlugin, { routes: { '/webhook': handler } })`. Its routes get the body as it came; those outside
 * keep their parsers. The functions get `[request, reply]` as `platform`.
 */
export function webhookPlugin(app: FastifyLike, options: WebhookPluginOptions): Promise<void>
