// Each attack once, judged by the answer, and with countHandled by the number of handled deliveries.
import { attackDeliveries } from './attacks.js'
import { pause } from './handled.js'
import { jobCompleted } from './payloads.js'
import { REPLAYS } from './replays.js'
import { signedDelivery } from './signed.js'
import { HUNG_UP, isAccepted, problemOf, verdictOf } from './verdicts.js'

/** Attacks are of the moment in which they were made; a slow endpoint gets new ones. */
const FRESH_MILLIS = 30_000
/** A server that stops reading may close a connection that is full of a large body, and its answer is lost with it. */
const LARGE = 65_536
const REVIVALS = 3
const REVIVAL_MILLIS = 500

const UNFRAMED = 'not sent: the first valid delivery was not accepted'
const SKIPPED = 'not sent, as you asked'
const UNCOUNTED = 'not sent: whether a copy was handled again, only countHandled() tells'
const HANDLED = 'handled all the same'
const PERHAPS = 'handled all the same, or one before it was'

const LATE = { name: 'work after an answer', attacker: 'eavesdropper', impact: 'a refused delivery or a copy is handled later' }

export class Run {
  #settings
  #report
  #attacks
  #madeAt = performance.now()
  #isUp
  #downSince
  #done = 0

  constructor(settings, report) {
    this.#settings = settings
    this.#report = report
    this.#attacks = settings.attacks
  }

  async all() {
    await this.#settings.handled.begin()
    this.#isUp = await this.#frame('first valid delivery')
    for (let index = 0; index < this.#list().length; index++) await this.#attack(this.#list()[index])
    if (this.#isUp) await this.#settle()
    for (const replay of REPLAYS) await this.#replay(replay)
    if (this.#isUp) await this.#frame('last valid delivery')
    if (this.#isUp) await this.#settle()
  }

  #list() {
    if (performance.now() - this.#madeAt > FRESH_MILLIS) {
      const { secret, now } = this.#settings
      this.#attacks = attackDeliveries({ secret, now })
      this.#madeAt = performance.now()
    }
    return this.#attacks
  }

  /** An endpoint that refuses everything proves nothing. Returns whether it was accepted, and with countHandled also handled. */
  async #frame(name) {
    const { outcome, isHandled } = await this.#deliver()
    const problem = problemOf(outcome, isHandled)
    this.#report.controls.push({ name, status: outcome.status ?? null, ...(problem && { problem }) })
    this.#tell(name, problem ? 'failed' : 'passed', outcome.status)
    return !problem
  }

  /** Queued deliveries may be handled only now. */
  async #settle() {
    const extra = await this.#settings.handled.settled()
    if (extra) this.#note('accepted', LATE, undefined, { detail: `${extra} times` })
  }

  #genuine() {
    const { secret, now } = this.#settings
    return signedDelivery({ payload: jobCompleted(), secret, now })
  }

  async #deliver() {
    const delivery = this.#genuine()
    const outcome = await this.#settings.sender.send(delivery)
    return { delivery, outcome, isHandled: isAccepted(outcome) && (await this.#settings.handled.one()) }
  }

  async #attack(attack) {
    const { skip, sender, handled } = this.#settings
    const reason = this.#reasonToPass ?? (skip.includes(attack.name) ? SKIPPED : undefined)
    if (reason) return this.#end(attack, { verdict: 'inconclusive', reason })
    const outcome = await sender.send(attack)
    const judged = outcome.failure ? await this.#unanswered(attack, outcome) : verdictOf(attack, outcome)
    const isHandled = (await handled.extra()) && judged.verdict !== 'accepted'
    this.#end(attack, isHandled ? { verdict: 'accepted', detail: handled.isLate ? PERHAPS : HANDLED } : judged, outcome.status)
  }

  async #replay(replay) {
    const { isCounted, sender, handled, secret, now } = this.#settings
    const reason = this.#reasonToPass ?? (isCounted ? undefined : UNCOUNTED)
    if (reason) return this.#end(replay, { verdict: 'inconclusive', reason })
    const tools = { genuine: () => this.#genuine(), deliver: () => this.#deliver(), send: (delivery) => sender.send(delivery) }
    const { status, ...judged } = await replay.judge({ ...tools, handled, secret, now })
    this.#end(replay, judged, status)
  }

  get #reasonToPass() {
    if (!this.#isUp) return UNFRAMED
    return this.#downSince && `not sent: the endpoint is down since the attack before these, ${this.#downSince}`
  }

  /** Tells a crash from a lost answer. A function always answers. */
  async #unanswered(attack, outcome) {
    if (!this.#settings.sender.isRemote) return verdictOf(attack, outcome)
    for (let left = REVIVALS; left; left--) {
      const { outcome: sign } = await this.#deliver()
      const isBack = sign.status !== undefined
      if (isBack && attack.body.length > LARGE) return { verdict: 'inconclusive', reason: HUNG_UP }
      if (isBack) return verdictOf(attack, outcome)
      await pause(REVIVAL_MILLIS)
    }
    this.#downSince = attack.name
    return verdictOf(attack, outcome)
  }

  #end(attack, { verdict, ...more }, status) {
    this.#note(verdict, attack, status, more)
    this.#tell(attack.name, verdict, status)
  }

  #note(verdict, { name, attacker, expect, impact }, status = null, more) {
    this.#report[verdict].push({ name, attacker, impact, ...(expect && { expect }), status, ...more })
  }

  #tell(name, verdict, status = null) {
    const total = this.#list().length + REPLAYS.length + (this.#isUp === false ? 1 : 2)
    this.#settings.onProgress({ done: ++this.#done, total, name, verdict, status })
  }
}
