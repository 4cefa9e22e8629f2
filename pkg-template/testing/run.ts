// Each attack once, judged by the answer, and with countHandled by the number of handled deliveries.
import type { Secret } from '../index.ts'
import { attackDeliveries } from './attacks.ts'
import { type HandledCounter, pause } from './handled.ts'
import { jobCompleted } from './payloads.ts'
import { REPLAYS, type Replay } from './replays.ts'
import type { Report } from './report.ts'
import type { Sender } from './sender.ts'
import { signedDelivery } from './signed.ts'
import type { AttackDelivery, AttackStep, Finding, TestDelivery, TestMoment } from './types.ts'
import { HUNG_UP, isAccepted, type Judgment, type Outcome, problemOf, verdictOf } from './verdicts.ts'

export interface RunSettings {
  attacks: AttackDelivery[]
  secret: Secret
  now: TestMoment | undefined
  skip: readonly string[]
  sender: Sender
  handled: HandledCounter
  isCounted: boolean
  onProgress: (step: AttackStep) => unknown
}

type Tested = Pick<Finding, 'name' | 'attacker' | 'impact' | 'expect'>
type Status = number | null | undefined

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

const LATE: Tested = { name: 'work after an answer', attacker: 'eavesdropper', impact: 'a refused delivery or a copy is handled later' }

export class Run {
  #settings: RunSettings
  #report: Report
  #attacks: AttackDelivery[]
  #madeAt = performance.now()
  #isUp: boolean | undefined
  #downSince: string | undefined
  #done = 0

  constructor(settings: RunSettings, report: Report) {
    this.#settings = settings
    this.#report = report
    this.#attacks = settings.attacks
  }

  async all(): Promise<void> {
    await this.#settings.handled.begin()
    this.#isUp = await this.#frame('first valid delivery')
    for (let index = 0, attack = this.#list()[0]; attack; attack = this.#list()[++index]) await this.#attack(attack)
    if (this.#isUp) await this.#settle()
    for (const replay of REPLAYS) await this.#replay(replay)
    if (this.#isUp) await this.#frame('last valid delivery')
    if (this.#isUp) await this.#settle()
  }

  #list(): AttackDelivery[] {
    if (performance.now() - this.#madeAt > FRESH_MILLIS) {
      const { secret, now } = this.#settings
      this.#attacks = attackDeliveries({ secret, now })
      this.#madeAt = performance.now()
    }
    return this.#attacks
  }

  /** An endpoint that refuses everything proves nothing. Returns whether it was accepted, and with countHandled also handled. */
  async #frame(name: string): Promise<boolean> {
    const { outcome, isHandled } = await this.#deliver()
    const problem = problemOf(outcome, isHandled)
    this.#report.controls.push({ name, status: outcome.status ?? null, ...(problem && { problem }) })
    this.#tell(name, problem ? 'failed' : 'passed', outcome.status)
    return !problem
  }

  /** Queued deliveries may be handled only now. */
  async #settle(): Promise<void> {
    const extra = await this.#settings.handled.settled()
    if (extra) this.#note('accepted', LATE, undefined, { detail: `${extra} times` })
  }

  #genuine(): TestDelivery {
    const { secret, now } = this.#settings
    return signedDelivery({ payload: jobCompleted(), secret, now })
  }

  async #deliver(): Promise<{ delivery: TestDelivery; outcome: Outcome; isHandled: boolean }> {
    const delivery = this.#genuine()
    const outcome = await this.#settings.sender.send(delivery)
    return { delivery, outcome, isHandled: isAccepted(outcome) && (await this.#settings.handled.one()) }
  }

  async #attack(attack: AttackDelivery): Promise<void> {
    const { skip, sender, handled } = this.#settings
    const reason = this.#reasonToPass ?? (skip.includes(attack.name) ? SKIPPED : undefined)
    if (reason) return this.#end(attack, { verdict: 'inconclusive', reason })
    const outcome = await sender.send(attack)
    const judged = outcome.failure !== undefined ? await this.#unanswered(attack, outcome) : verdictOf(attack, outcome)
    const isHandled = (await handled.extra()) && judged.verdict !== 'accepted'
    this.#end(attack, isHandled ? { verdict: 'accepted', detail: handled.isLate ? PERHAPS : HANDLED } : judged, outcome.status)
  }

  async #replay(replay: Replay): Promise<void> {
    const { isCounted, sender, handled, secret, now } = this.#settings
    const reason = this.#reasonToPass ?? (isCounted ? undefined : UNCOUNTED)
    if (reason) return this.#end(replay, { verdict: 'inconclusive', reason })
    const tools = {
      genuine: () => this.#genuine(),
      deliver: () => this.#deliver(),
      send: (delivery: TestDelivery) => sender.send(delivery)
    }
    const { status, ...judged } = await replay.judge({ ...tools, handled, secret, now })
    this.#end(replay, judged, status)
  }

  get #reasonToPass(): string | undefined {
    if (!this.#isUp) return UNFRAMED
    return this.#downSince && `not sent: the endpoint is down since the attack before these, ${this.#downSince}`
  }

  /** Tells a crash from a lost answer. A function always answers. */
  async #unanswered(attack: AttackDelivery, outcome: Outcome): Promise<Judgment> {
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

  #end(attack: Tested, { verdict, ...more }: Judgment, status?: Status): void {
    this.#note(verdict, attack, status, more)
    this.#tell(attack.name, verdict, status)
  }

  #note(verdict: Judgment['verdict'], { name, attacker, expect, impact }: Tested, status: Status, more: Partial<Finding>): void {
    this.#report[verdict].push({ name, attacker, impact, ...(expect && { expect }), status: status ?? null, ...more })
  }

  #tell(name: string, verdict: AttackStep['verdict'], status: Status): void {
    const total = this.#list().length + REPLAYS.length + (this.#isUp === false ? 1 : 2)
    this.#settings.onProgress({ done: ++this.#done, total, name, verdict, status: status ?? null })
  }
}
