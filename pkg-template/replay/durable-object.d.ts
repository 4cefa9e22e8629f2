import type { ReplayStore } from './store.js'

export type { ReplayStore } from './store.js'

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

/** What {@link WebhookReplayObject} needs of its state. */
export interface ReplayObjectState {
  readonly storage: {
    get(key: string): Promise<unknown>
    put(key: string, value: unknown): Promise<void>
    delete(key: string): Promise<boolean>
    deleteAll(): Promise<void>
    setAlarm(time: number): Promise<void>
  }
}

/**
 * A store in Durable Objects, one for each key, whose storage is deleted when the key expires.
 *
 * @param namespace the binding of {@link WebhookReplayObject}
 * @throws {TypeError} for anything that is no such binding
 */
export function durableObjectReplayStore(namespace: ReplayNamespace): ReplayStore

/** The class of the Durable Objects: export it from the Worker, and name it under `durable_objects` and `migrations`. */
export class WebhookReplayObject {
  constructor(state: ReplayObjectState, env?: unknown)
  fetch(request: { json(): Promise<any> }): Promise<FetchResponse>
  alarm(): Promise<void>
  /** Only for the types that `wrangler types` writes, which ask for it. */
  readonly __DURABLE_OBJECT_BRAND: never
}
