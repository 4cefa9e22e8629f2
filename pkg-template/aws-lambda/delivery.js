// An event of Lambda's as a delivery. All of its body is there.
import { headersFrom, toHeaderValue } from '../node/headers.js'
import { bodyOf, headerPairs, methodOf, toUrl } from './event.js'

export class LambdaDelivery {
  #event
  #body
  #request

  /** Throws for anything but an event of HTTP with the body that arrived. */
  constructor(event) {
    this.#event = event
    this.method = methodOf(event)
    if (this.method === 'POST') this.#body = bodyOf(event)
    this.headers = headerPairs(event).map(([name, value]) => [name, toHeaderValue(value)])
  }

  get length() {
    const [, length] = this.headers.find(([name]) => name.toLowerCase() === 'content-length') ?? []
    return Number(length ?? 0)
  }

  /** For the user's functions, made on demand. Its body counts as read. */
  get request() {
    return (this.#request ??= this.toRequest())
  }

  /** As a Fetch Request with its body. */
  toRequest() {
    const { method } = this
    const url = toUrl(this.#event)
    const headers = headersFrom(this.headers)
    if (method === 'POST') return new Request(url, { method, headers, body: this.#body })
    // Not every method that a sender may use can be a Request's, but any can be told to use POST.
    return Object.defineProperty(new Request(url, { headers }), 'method', { value: method })
  }

  takeArrived() {
    return this.#body
  }
}
