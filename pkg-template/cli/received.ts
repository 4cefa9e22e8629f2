// A delivery as `listen` received it.
import type { IncomingMessage } from 'node:http'

const MIB = 1_048_576

export interface ReceivedDelivery {
  headers: Array<[name: string, value: string]>
  body: Uint8Array
  receivedAt: Date
  /** The body is larger than a verifier takes, and not complete here. */
  isCut: boolean
}

/** Reads one byte more than a verifier takes, which is enough for its answer, and drops the rest. */
export async function readDelivery(request: IncomingMessage): Promise<ReceivedDelivery> {
  const receivedAt = new Date()
  const pieces: Uint8Array[] = []
  let length = 0
  for await (const piece of request as AsyncIterable<Uint8Array>) {
    if (length <= MIB) pieces.push(piece)
    length += piece.length
  }
  return { headers: toPairs(request.rawHeaders), body: Buffer.concat(pieces), receivedAt, isCut: length > MIB }
}

function toPairs(raw: readonly string[]): Array<[string, string]> {
  return raw.flatMap((name, at) => (at % 2 ? [] : [[name, raw[at + 1] ?? ''] as [string, string]]))
}
