// Verification of a delivery whose body has yet to be read.
import { readHeaders } from './headers.ts'
import type { Internals } from './internals.ts'
import type { HeadersLike, WebhookEvent } from './types.ts'

type ArrivedBody = string | Uint8Array | undefined

/** The parts of a request that verification needs. */
interface DeliverySource {
  readonly headers: HeadersLike
  /** The declared length of the body. */
  readonly length?: number
  /** The body, where it has arrived already. */
  takeArrived?(limit: number): PromiseLike<ArrivedBody> | ArrivedBody
}

/** A request of an adapter, which knows how to read its own body. */
export interface AdapterDelivery extends DeliverySource {
  readonly length: number
  readBody(limit: number, breakOff: (error: unknown) => unknown): Promise<Uint8Array | undefined> | Uint8Array | undefined
}

/** Reads a body of at most `limit` bytes; undefined for a longer one. */
type ReadBody<Source> = (source: Source, limit: number) => Promise<Uint8Array | undefined> | Uint8Array | undefined

/**
 * Verifies a delivery whose body `read` reads: all of it, or undefined for more than the limit. Refuses by the headers before it
 * waits for the body. An adapter's delivery may have the body already. One reading of the clock judges the whole delivery.
 */
export async function verifyDelivery<Source extends DeliverySource>(
  { clock, checkHeaders, maxBodyBytes, verify }: Internals,
  delivery: Source,
  read: ReadBody<Source>,
  receivedAt?: number
): Promise<WebhookEvent> {
  const { headers } = delivery
  const values = readHeaders(headers)
  const now = receivedAt ?? clock()
  const declared = delivery.length ?? Number((headers as Headers).get('content-length'))
  // Headers that are refused anyway need no body. Verifying checks them first, too.
  const isHopeless = values[0] === null || values[1] === null || declared > maxBodyBytes
  const arrived = isHopeless ? undefined : await delivery.takeArrived?.(maxBodyBytes)
  if (arrived !== undefined) return verify(values, arrived, now)
  checkHeaders(values, declared, now)
  const body = await read(delivery, maxBodyBytes)
  if (!body) checkHeaders(values, Infinity, now)
  return verify(values, body as Uint8Array, now)
}

export const isDelivery = (request: unknown): request is AdapterDelivery =>
  typeof (request as AdapterDelivery | null)?.readBody === 'function'
export const readDelivery: ReadBody<AdapterDelivery> = (delivery, limit) => delivery.readBody(limit, (error) => error)
