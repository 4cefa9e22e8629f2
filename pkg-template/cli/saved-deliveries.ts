// A folder of deliveries that were received or sent, one file each, in the format of webhook-verifier/delivery.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { HeadersLike } from 'webhook-verifier'
import { packDelivery } from 'webhook-verifier/delivery'
import { codeOf, explain, UsageError } from './errors.ts'
import type { ReceivedDelivery } from './received.ts'

type SavedDelivery = Omit<ReceivedDelivery, 'headers' | 'isCut'> & { headers: HeadersLike; isCut?: boolean }

export class SavedDeliveries {
  readonly #folder: string
  #count = 0

  constructor(folder: string) {
    this.#folder = folder
    try {
      mkdirSync(folder, { recursive: true })
    } catch (error) {
      throw new UsageError(`cannot save to ${folder}: ${explain(codeOf(error))}`)
    }
  }

  /** Writes a delivery and says where, or why not. Names sort by the time of arrival. */
  save({ headers, body, receivedAt, isCut }: SavedDelivery): string {
    if (isCut) return 'not saved: its body is larger than 1 MiB'
    const time = receivedAt.toISOString().replaceAll(':', '-')
    const path = join(this.#folder, `${time}-${String(++this.#count).padStart(4, '0')}.http`)
    try {
      // Never over another run's file.
      writeFileSync(path, packDelivery({ headers, body, receivedAt }), { flag: 'wx', mode: 0o600 })
      return `saved as ${path}`
    } catch (error) {
      return `not saved: ${explain(codeOf(error))}`
    }
  }
}
