// Handlers as the adapters call them: with a delivery, for an answer.
import { type Answer, type HandlerDelivery, type Receive, receiveKey } from '../lib/handler/delivery.ts'
import type { AdaptedHandler, ResponseShape } from '../lib/handler/adapters.ts'

/** A delivery that can also be had as a Fetch Request with its body. */
export interface ConvertibleDelivery extends HandlerDelivery {
  toRequest(): Request
}

export type ReceiveConvertible = (delivery: ConvertibleDelivery, platform: readonly unknown[]) => Promise<Answer>

/**
 * Returns a function of `(delivery, platform)` that resolves to an answer. Other functions of Fetch requests, such as wrappers
 * of a handler, get a real Request.
 */
export function toReceiver(handler: AdaptedHandler<any>): ReceiveConvertible {
  const receive = (handler as unknown as { [key: symbol]: Receive | undefined })[receiveKey()]
  return receive ?? (async (delivery, platform) => toAnswer(await handler(delivery.toRequest(), ...platform)))
}

async function toAnswer(response: ResponseShape): Promise<Answer> {
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers as unknown as Iterable<[string, string]>),
    body: new Uint8Array(await response.arrayBuffer())
  }
}
