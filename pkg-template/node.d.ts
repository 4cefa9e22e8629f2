// Written by hand. Requests and responses by their shape: Node's own, Express's and Connect's fit without their types.

/** As much of a Node request as is looked at. */
export interface NodeRequest {
  readonly method?: string | undefined
  readonly url?: string | undefined
  readonly headers: { readonly [name: string]: string | readonly string[] | undefined }
  readonly rawHeaders: readonly string[]
  on(event: 'error', listener: (error: Error) => void): unknown
}

/** As much of a Node response as is used. */
export interface NodeResponse {
  statusCode: number
  readonly headersSent: boolean
  setHeader(name: string, value: string | number): unknown
  end(): unknown
}

interface Answer {
  readonly status: number
  readonly headers: { get(name: string): string | null }
  arrayBuffer(): Promise<ArrayBuffer>
}

/**
 * Turns a handler of Fetch requests into one for node:http, Express, Connect, Nest or Firebase. Put it before any body
 * parser, or have one that leaves bytes in `req.rawBody` or `req.body`. The functions get `[req, res]` as `platform`.
 *
 * Errors go to `next` where there is one; otherwise the answer is 500.
 */
export function toNodeHandler(
  handler: (request: any, ...platform: any[]) => Promise<Answer>
): (req: NodeRequest, res: NodeResponse, next?: (error?: any) => void) => Promise<void>

/**
 * Verifies a Node request: the bytes in `req.rawBody`, else in `req.body`, else those of the unread stream, no further than
 * `maxBodyBytes`.
 *
 * @throws {WebhookError} for a delivery that is refused
 * @throws {TypeError} where a body parser has left no bytes
 */
export function verifyNodeRequest<Event>(verifier: { verifyRequest(request: any): Promise<Event> }, req: NodeRequest): Promise<Event>
