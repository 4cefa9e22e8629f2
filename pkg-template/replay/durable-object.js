// A replay store in Durable Objects, one for each key: none is hot, and each is gone when its key expires.
import { claimArguments, completeArguments, releaseArguments, requireMethods } from './arguments.js'
import { withStorageKeys } from './storage-key.js'

const OUTCOMES = ['claimed', 'in_progress', 'done']
const RECORD = 'claim'

export function durableObjectReplayStore(namespace) {
  const what = 'durableObjectReplayStore takes the binding of a Durable Object, env.REPLAY'
  return new DurableObjectReplayStore(requireMethods(namespace, ['idFromName', 'get'], what))
}

class DurableObjectReplayStore {
  #namespace

  constructor(namespace) {
    this.#namespace = namespace
  }

  async claim(claim) {
    const outcome = await this.#ask('claim', claimArguments(claim))
    if (!OUTCOMES.includes(outcome)) throw new Error(`the Durable Object was asked for a claim and answered ${outcome}`)
    return outcome
  }

  async complete(completion) {
    await this.#ask('complete', completeArguments(completion))
  }

  async release(release) {
    await this.#ask('release', releaseArguments(release))
  }

  /** No claim has an empty key. */
  async check() {
    const answer = await this.#ask('check', { key: '', owner: '' })
    if (answer !== 'ready') throw new Error(`the Durable Object was asked for a check and answered ${answer}; is it a WebhookReplayObject?`)
  }

  /** A stub for each call: one that failed once may be broken for good. */
  async #ask(operation, asked) {
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
 * The class to export from the Worker. It extends nothing, so that this file can be imported anywhere. While it waits for
 * its storage no other request comes in, so what is read is still true when the answer to it is written.
 */
export class WebhookReplayObject {
  #storage

  constructor(state) {
    this.#storage = state.storage
  }

  async fetch(request) {
    const { operation, ...claim } = await request.json()
    const held = await this.#storage.get(RECORD)
    if (operation === 'check') return new Response('ready')
    if (operation === 'claim') return new Response(await this.#claim(held, claim))
    if (held && !held.done && held.owner === claim.owner) await this.#end(held, operation, claim.keep)
    return new Response(null, { status: 204 })
  }

  async #claim(held, { owner, lease, keep }) {
    const now = Date.now()
    if (held?.done && held.until > now) return 'done'
    if (held && held.until > now && held.owner !== owner) return 'in_progress'
    await this.#keep({ owner, until: now + lease, done: false }, now + lease + keep)
    return 'claimed'
  }

  async #end({ owner }, operation, keep) {
    if (operation === 'release') return this.#storage.delete(RECORD)
    const until = Date.now() + keep
    await this.#keep({ owner, until, done: true }, until)
  }

  async #keep(record, expires) {
    await Promise.all([this.#storage.put(RECORD, { ...record, expires }), this.#storage.setAlarm(expires)])
  }

  /** An alarm may be on its way while a new claim sets the next one. */
  async alarm() {
    const held = await this.#storage.get(RECORD)
    if (held && held.expires > Date.now()) await this.#storage.setAlarm(held.expires)
    else await this.#storage.deleteAll()
  }
}
