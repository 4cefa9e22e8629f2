// A replay store in Durable Objects, one for each key: none is hot, and each is gone when its key expires.
import { claimArguments, completeArguments, type Holder, isOutcome, type Outcome, releaseArguments, requireMethods } from './arguments.ts'
import { withStorageKeys } from './storage-key.ts'
import type { ReplayStore } from './store.ts'

export type { ReplayStore }

type FetchResponse = typeof globalThis extends { Response: { prototype: infer R } } ? R : unknown

/** The binding of a Durable Object, as `env` has it. */
export interface ReplayNamespace {
  idFromName(name: string): any
  get(id: any): {
    fetch(
      url: string,
      init: { method: string; body: string }
    ): Promise<{
      readonly ok: boolean
      readonly status: number
      text(): Promise<string>
    }>
  }
}

/** The part of its state that {@link WebhookReplayObject} needs. */
export interface ReplayObjectState {
  readonly storage: {
    get(key: string): Promise<unknown>
    put(key: string, value: unknown): Promise<void>
    delete(key: string): Promise<boolean>
    deleteAll(): Promise<void>
    setAlarm(time: number): Promise<void>
  }
}

interface HeldClaim {
  owner: string
  until: number
  done: boolean
}
type StoredClaim = HeldClaim & { expires: number }

const RECORD = 'claim'

/**
 * A store in Durable Objects, one for each key, whose storage is deleted when the key expires.
 *
 * @param namespace the binding of {@link WebhookReplayObject}
 * @throws {TypeError} for anything that is no such binding
 */
export function durableObjectReplayStore(namespace: ReplayNamespace): ReplayStore {
  const what = 'durableObjectReplayStore takes the binding of a Durable Object, env.REPLAY'
  return new DurableObjectReplayStore(requireMethods(namespace, ['idFromName', 'get'], what))
}

class DurableObjectReplayStore implements ReplayStore {
  #namespace: ReplayNamespace

  constructor(namespace: ReplayNamespace) {
    this.#namespace = namespace
  }

  async claim(claim: unknown): Promise<Outcome> {
    const outcome = await this.#ask('claim', claimArguments(claim))
    if (!isOutcome(outcome)) throw new Error(`the Durable Object was asked for a claim and answered ${outcome}`)
    return outcome
  }

  async complete(completion: unknown): Promise<void> {
    await this.#ask('complete', completeArguments(completion))
  }

  async release(release: unknown): Promise<void> {
    await this.#ask('release', releaseArguments(release))
  }

  /** No claim has an empty key. */
  async check(): Promise<void> {
    const answer = await this.#ask('check', { key: '', owner: '' })
    if (answer !== 'ready') throw new Error(`the Durable Object was asked for a check and answered ${answer}; is it a WebhookReplayObject?`)
  }

  /** A stub for each call: one that failed once may be broken for good. */
  async #ask(operation: string, asked: Holder): Promise<string> {
    const { key, ...claim } = await withStorageKeys(asked)
    const stub = this.#namespace.get(this.#namespace.idFromName(key))
    const body = JSON.stringify({ operation, ...claim })
    const response = await stub.fetch('https://replay.invalid/', { method: 'POST', body })
    const text = await response.text()
    if (!response.ok) throw new Error(`the Durable Object answered ${response.status}`)
    return text
  }
}

/**
 * The class of the Durable Objects: export it from the Worker, and name it under `durable_objects` and `migrations`. It extends
 * nothing, so that this file can be imported anywhere. While it waits for its storage no other request comes in, so the record that
 * was read is still true when the answer to it is written.
 */
export class WebhookReplayObject {
  #storage: ReplayObjectState['storage']
  /** Only for the types that `wrangler types` writes, which ask for it. */
  declare readonly __DURABLE_OBJECT_BRAND: never

  constructor(state: ReplayObjectState, _env?: unknown) {
    this.#storage = state.storage
  }

  async fetch(request: { json(): Promise<any> }): Promise<FetchResponse> {
    const { operation, ...claim } = await request.json()
    const held = (await this.#storage.get(RECORD)) as StoredClaim | undefined
    if (operation === 'check') return new Response('ready') as FetchResponse
    if (operation === 'claim') return new Response(await this.#claim(held, claim)) as FetchResponse
    if (held && !held.done && held.owner === claim.owner) await this.#end(held, operation, claim.keep)
    return new Response(null, { status: 204 }) as FetchResponse
  }

  async #claim(held: StoredClaim | undefined, { owner, lease, keep }: { owner: string; lease: number; keep: number }): Promise<Outcome> {
    const now = Date.now()
    if (held?.done && held.until > now) return 'done'
    if (held && held.until > now && held.owner !== owner) return 'in_progress'
    await this.#keep({ owner, until: now + lease, done: false }, now + lease + keep)
    return 'claimed'
  }

  async #end({ owner }: StoredClaim, operation: string, keep: number): Promise<void> {
    if (operation === 'release') return void (await this.#storage.delete(RECORD))
    const until = Date.now() + keep
    await this.#keep({ owner, until, done: true }, until)
  }

  async #keep(record: HeldClaim, expires: number): Promise<void> {
    await Promise.all([this.#storage.put(RECORD, { ...record, expires }), this.#storage.setAlarm(expires)])
  }

  /** An alarm may be on its way while a new claim sets the next one. */
  async alarm(): Promise<void> {
    const held = (await this.#storage.get(RECORD)) as StoredClaim | undefined
    if (held && held.expires > Date.now()) await this.#storage.setAlarm(held.expires)
    else await this.#storage.deleteAll()
  }
}
