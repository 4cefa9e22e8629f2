// Node's requests and responses by their shape: those of http, http2, Express and Connect fit without their types.

/** The used members of a Node request. */
export interface NodeRequest {
  readonly method?: string | undefined
  readonly url?: string | undefined
  readonly headers: { readonly [name: string]: string | readonly string[] | undefined }
  readonly rawHeaders: readonly string[]
  on(event: 'error', listener: (error: Error) => void): unknown
}

/** The members of a Node request that most functions use. */
export interface NodePlatformRequest extends NodeRequest {
  readonly httpVersion: string
  readonly socket: { readonly remoteAddress?: string | undefined; readonly remotePort?: number | undefined }
}

/** The used members of a Node response. */
export interface NodeResponse {
  statusCode: number
  readonly headersSent: boolean
  setHeader(name: string, value: string | number): unknown
  end(): unknown
}

type Listener = (...args: any[]) => void

/** A source of the body's pieces. Requests may be mocked: any member can be missing. */
export interface NodeStream {
  readonly readableDidRead?: boolean
  readonly readableEnded?: boolean
  readonly readableLength?: number
  readonly destroyed?: boolean
  on(event: string, listener: Listener): unknown
  once?(event: string, listener: Listener): unknown
  read?(): unknown
  resume?(): unknown
  iterator?(options: { destroyOnReturn: boolean }): AsyncIterator<Uint8Array>
  [Symbol.asyncIterator]?(): AsyncIterator<Uint8Array>
}

/** A request of Node's with the members that only some have. */
export interface IncomingRequest extends NodeStream {
  readonly method?: string | undefined
  readonly url?: string | undefined
  readonly originalUrl?: string
  readonly headers: { readonly [name: string]: string | readonly string[] | undefined }
  readonly httpVersionMajor?: number
  readonly complete?: boolean
  readonly socket?: { readonly encrypted?: boolean; destroy?(): unknown }
}

/** A response of Node's with the members that only some have. */
export interface OutgoingResponse {
  statusCode: number
  readonly headersSent: boolean
  readonly destroyed?: boolean
  readonly writableEnded?: boolean
  readonly stream?: { once?(event: string, listener: Listener): unknown; close?(): unknown }
  setHeader(name: string, value: string | number): unknown
  once?(event: string, listener: Listener): unknown
  write?(body: string | Uint8Array): unknown
  end(body?: string | Uint8Array): unknown
}

/** An object that may hold the raw body, by the names that frameworks use. */
export interface BodyHolder {
  readonly rawBody?: unknown
  readonly body?: unknown
  /** Fastify's request has Node's here. */
  readonly raw?: unknown
  /** Express requests have their app here. */
  readonly app?: unknown
  readonly route?: { readonly stack?: readonly { readonly handle: object }[] }
  /** The app of a Fastify request. */
  readonly server?: { readonly use?: unknown; readonly initialConfig?: FastifyConfig }
}

interface FastifyConfig {
  readonly constraints?: { readonly version?: unknown }
  readonly routerOptions?: { readonly constraints?: { readonly version?: unknown } }
}
