// Types that the adapters' declarations share: handlers by their shape, so that a handler of another version fits too.

/** The used members of a handler's response. */
export interface ResponseShape {
  readonly status: number
  readonly headers: { get(name: string): string | null }
  arrayBuffer(): Promise<ArrayBuffer>
}

/**
 * A handler of `createWebhookHandler`, or any function of a Fetch request. `Platform` types `context.platform`. A method's type, so that
 * a function may name a narrower type for it, such as a framework's own request.
 */
export type AdaptedHandler<Platform extends readonly unknown[]> = {
  handler(request: any, ...platform: Platform): Promise<ResponseShape>
}['handler']
