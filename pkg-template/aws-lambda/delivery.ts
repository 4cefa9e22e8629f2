// An event of Lambda's as a delivery. All of its body is there.
import type { FetchRequest } from '../lib/verifier/types.ts'
import type { ConvertibleDelivery } from '../node/handler.ts'
import { headersFrom, toHeaderValue } from '../node/headers.ts'
import { type HttpEvent, toBody, toHeaderPairs, toMethod, toUrl } from './event.ts'

export class LambdaDelivery implements ConvertibleDelivery {
  readonly method: string
  readonly headers: [name: string, value: string][]
  readonly #event: HttpEvent
  readonly #body: string | Uint8Array | undefined
  #request: FetchRequest | undefined

  /** Throws for anything but an event of HTTP with the body that arrived. */
  constructor(event: HttpEvent) {
    this.#event = event
    this.method = toMethod(event)
    if (this.method === 'POST') this.#body = toBody(event)
    this.headers = toHeaderPairs(event).map(([name, value]) => [name, toHeaderValue(value) as string])
  }

  get length(): number {
    const [, length] = this.headers.find(([name]) => name.toLowerCase() === 'content-length') ?? []
    return Number(length ?? 0)
  }

  /** For the user's functions, made on demand. Its body counts as read. */
  get signal(): undefined {
    return undefined
  }

  get request(): FetchRequest {
    return (this.#request ??= this.toRequest() as FetchRequest)
  }

  /** As a Fetch Request with its body. */
  toRequest(): Request {
    const { method } = this
    const url = toUrl(this.#event)
    const headers = headersFrom(this.headers)
    if (method === 'POST') return new Request(url, { method, headers, body: this.#body as string })
    // Not every method that a sender may use can be a Request's, but any can be told to use POST.
    return Object.defineProperty(new Request(url, { headers }), 'method', { value: method })
  }

  takeArrived(): string | Uint8Array | undefined {
    return this.#body
  }

  /** Never called: all of the body has arrived. */
  readBody(): undefined {}
}
