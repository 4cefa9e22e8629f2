// A world of three workers and a network: each step lets one thing happen, and the rules are checked at the store.
import { present } from '../../suite/expect.mjs'
import { load } from './load.mjs'

/** @import { Mistyped } from '../../suite/cases.d.ts' */
/** @import { Claim } from '../../runtimes/handler/receiver.mjs' */
/** @typedef {{ millis: number, isMonotonic?: boolean }} Clock */
/** @typedef {'claimed' | 'done' | 'in_progress'} Outcome */
/**
 * The calls that the rules look at.
 * @typedef {object} Rules
 * @property {(claim: Claim) => Promise<Outcome>} claim
 * @property {(completion: Claim) => Promise<void>} complete
 * @property {(release: Claim) => Promise<void>} release
 */
/**
 * A request on its way to the store, a reply on its way back, or work.
 * @typedef {{
 *   kind: 'request' | 'reply' | 'work',
 *   isAlive: () => boolean,
 *   resolve: (value?: Mistyped) => void,
 *   reject?: (reason: Error) => void,
 *   name?: keyof Rules,
 *   given?: Claim,
 *   id?: string
 * }} Pending
 */
/** @typedef {{ owner: string, until: number }} Holder */

const { createWebhookHandler } = load('webhook-verifier')
const { signedRequest } = load('webhook-verifier/testing')

const SECRET = 'whsec_world'
const NOW = new Date('2026-01-01T00:00:00Z')
const LEASE_SECONDS = 10
const SECOND = 1000
/** A wall clock may be set back; the clock of the memory store never is. */
const JUMPS = [1, 9, 10, 11, 60, 500, -5, -600].map((seconds) => seconds * SECOND)
const IDS = ['job_1', 'job_2']
const METHODS = /** @type {const} */ (['claim', 'complete', 'release'])

const deliveries = IDS.map((id) => {
  const request = signedRequest('https://receiver.example/', {
    payload: { event: 'job.completed', data: { id } },
    secret: SECRET,
    now: NOW
  })
  return request
})

/** Lets promises and streams that can go on do so. */
async function flush() {
  for (let turns = 0; turns < 4; turns++) await new Promise(setImmediate)
}

export class World {
  seen = { claimed: 0, done: 0, in_progress: 0, twice: 0, crashes: 0 }
  /** @type {Clock} */
  #clock = { millis: 1_000_000 }
  #latest = 1_000_000
  #store
  /** Things that can happen next: requests on their way to the store, replies on their way back, work. */
  /** @type {Pending[]} */
  #pending = []
  #workers = [0, 1, 2]
  /** @type {{ incarnation: number, handle: (request: Request) => Promise<Response> }[]} */
  #handlers = []
  #incarnation = 0
  /** By key, as the rules see it: the owner with its lease, and until when the key is remembered as done. */
  /** @type {Map<string, Holder>} */
  #holders = new Map()
  /** @type {Map<string, number>} */
  #doneUntil = new Map()
  /** Keys whose completion was too late to be promised. */
  #unknown = new Set()
  /** How often the work of each job was done. */
  #works = new Map()
  /** @type {string | undefined} */
  #broken

  /** @param {(clock: Clock) => Rules} makeStore */
  constructor(makeStore) {
    this.#store = makeStore(this.#clock)
    this.#handlers = this.#workers.map((worker) => this.#start(worker))
  }

  /**
   * @param {number} kind
   * @param {number} which
   * @param {number} fault
   */
  async step(kind, which, fault) {
    const choice = kind % 10
    if (choice < 2) this.#send(which % IDS.length, fault % this.#workers.length)
    else if (choice === 2) this.#jump(present(JUMPS[which % JUMPS.length]))
    else if (choice === 3 && fault % 2) this.#crash(which % this.#workers.length)
    else await this.#happen(which, fault)
    if (choice < 2) await flush()
    this.#check()
  }

  /** The end of all trouble: the sender insists until each delivery is accepted. */
  async settle() {
    for (let worker = 0; worker < this.#workers.length; worker++) this.#crash(worker)
    for (let tries = 0; tries < 3; tries++) {
      // Where a clock was set back, a lease lasts until the clock has caught up.
      this.#jump(this.#latest - this.#clock.millis + (LEASE_SECONDS + 1) * SECOND)
      /** @type {Mistyped[]} */
      const answers = []
      for (let index = 0; index < IDS.length; index++) this.#send(index, index).then((status) => answers.push(status))
      await flush()
      while (this.#pending.length) await this.#happen(0, 0)
      this.#check()
      if (answers.length === IDS.length && answers.every((status) => status === 200)) return
    }
    throw new Error('a delivery was not accepted after all trouble had ended')
  }

  /**
   * A new process: it has other owners, and knows nothing.
   * @param {number} worker
   */
  #start(worker) {
    const incarnation = ++this.#incarnation
    const isAlive = () => this.#handlers[worker]?.incarnation === incarnation
    const network = Object.fromEntries(METHODS.map((name) => [name, (/** @type {Claim} */ given) => this.#request(name, given, isAlive)]))
    const handle = createWebhookHandler({
      secret: SECRET,
      now: () => NOW,
      replay: { store: network, dedupe: 'event', leaseSeconds: LEASE_SECONDS, timeoutSeconds: 500 },
      onEvent: (/** @type {{ data: Mistyped }} */ { data }) => this.#work(data.id, isAlive),
      onError() {},
      onRejected() {}
    })
    return { incarnation, handle }
  }

  /** @param {number} millis */
  #jump(millis) {
    this.#clock.millis += this.#clock.isMonotonic ? Math.max(0, millis) : millis
    this.#latest = Math.max(this.#latest, this.#clock.millis)
  }

  /** @param {number} worker */
  #crash(worker) {
    this.seen.crashes++
    this.#handlers[worker] = this.#start(worker)
    // Its requests are on their way and may still arrive; nothing comes back to it.
    this.#pending = this.#pending.filter(({ kind, isAlive }) => kind === 'request' || isAlive())
  }

  /**
   * Resolves to the status, unless the worker dies.
   * @param {number} index
   * @param {number} worker
   */
  async #send(index, worker) {
    const { handle, incarnation } = present(this.#handlers[worker])
    const { status } = await handle(present(deliveries[index]).clone())
    if (this.#handlers[worker]?.incarnation === incarnation && status === 200 && !this.#works.get(IDS[index])) {
      this.#broken ??= `${IDS[index]} was accepted before its work was done`
    }
    return status
  }

  /**
   * @param {keyof Rules} name
   * @param {Claim} given
   * @param {() => boolean} isAlive
   */
  #request(name, given, isAlive) {
    return new Promise((resolve, reject) => this.#pending.push({ kind: 'request', name, given, isAlive, resolve, reject }))
  }

  /**
   * @param {string} id
   * @param {() => boolean} isAlive
   */
  #work(id, isAlive) {
    return new Promise((resolve, reject) => this.#pending.push({ kind: 'work', id, isAlive, resolve, reject }))
  }

  /**
   * @param {number} which
   * @param {number} fault
   */
  async #happen(which, fault) {
    if (!this.#pending.length) return flush()
    const [event] = this.#pending.splice(which % this.#pending.length, 1)
    if (!event) return
    if (event.kind === 'request') await this.#serve(event, fault % 12)
    else if (event.kind === 'work') this.#do(event, fault % 12)
    else event.resolve()
    await flush()
  }

  /**
   * @param {Pending} event
   * @param {number} fault
   */
  async #serve(event, fault) {
    // Lost on its way: never applied, and the client gets an error.
    if (fault === 1) return event.reject?.(new Error('lost'))
    // The client gives up, and the request arrives later.
    if (fault === 2) {
      this.#pending.push({ ...event, resolve() {}, reject() {} })
      return event.reject?.(new Error('timed out'))
    }
    // The client sends it twice.
    if (fault === 3) this.#pending.push({ ...event, resolve() {}, reject() {} })
    const answer = await this.#apply(/** @type {keyof Rules} */ (event.name), /** @type {Claim} */ (event.given))
    // The reply is lost.
    if (fault === 4) return event.reject?.(new Error('no reply'))
    this.#pending.push({ kind: 'reply', isAlive: event.isAlive, resolve: () => event.resolve(answer) })
  }

  /**
   * @param {Pending} event
   * @param {number} fault
   */
  #do({ id = '', resolve, reject }, fault) {
    if (fault === 1) return reject?.(new Error('the work failed'))
    const count = (this.#works.get(id) ?? 0) + 1
    if (count > 1) this.seen.twice++
    this.#works.set(id, count)
    resolve()
  }

  /**
   * The store decides at this moment; the rules look at the decision.
   * @param {keyof Rules} name
   * @param {Claim} given
   */
  async #apply(name, given) {
    const { key, owner } = given
    const { millis } = this.#clock
    const holder = this.#holders.get(key)
    const answer = await this.#store[name](given)
    if (name === 'claim') this.#judge(given, /** @type {Outcome} */ (answer), holder)
    else if (holder?.owner === owner && !this.#doneUntil.has(key)) {
      this.#holders.delete(key)
      // A store may forget a claim that ended so long ago; then its completion counts or not.
      if (name === 'complete' && this.#latest < holder.until + given.keepSeconds * SECOND) {
        this.#doneUntil.set(key, millis + given.keepSeconds * SECOND)
      } else if (name === 'complete') this.#unknown.add(key)
    }
    return answer
  }

  /**
   * @param {Claim} claim
   * @param {Outcome} answer
   * @param {Holder | undefined} holder
   */
  #judge({ key, owner, leaseSeconds }, answer, holder) {
    const { millis } = this.#clock
    this.seen[answer]++
    // By the furthest that the clock has been: what expired may be gone, also where the clock was set back since.
    const isRemembered = (this.#doneUntil.get(key) ?? 0) > this.#latest
    if (answer === 'done' && !((this.#doneUntil.get(key) ?? 0) > millis || this.#unknown.has(key)))
      this.#broken ??= 'done, but no work was completed'
    if (answer === 'in_progress' && !(holder && holder.until > millis)) this.#broken ??= 'in progress, but no lease runs'
    if (answer !== 'claimed') return
    if (isRemembered) this.#broken ??= 'claimed, but it is remembered as done'
    if (holder && holder.owner !== owner && holder.until > this.#latest) this.#broken ??= 'claimed, but another owner has the lease'
    this.#doneUntil.delete(key)
    this.#unknown.delete(key)
    this.#holders.set(key, { owner, until: millis + leaseSeconds * SECOND })
  }

  #check() {
    if (this.#broken) throw new Error(this.#broken)
  }
}
