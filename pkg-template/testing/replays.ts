// Genuine deliveries that come more than once. A copy may be answered 200, which tells the sender that all is done, or
// 409, or 503 as long as the first is in hand; it may not be handled again. Only who counts can tell.
import type { Secret } from '../index.ts'
import type { HandledCounter } from './handled.ts'
import { newId } from './names.ts'
import { momentOf, signedRetry } from './signed.ts'
import type { Attacker, TestDelivery, TestMoment } from './types.ts'
import { isAccepted, type Judgment, type Outcome } from './verdicts.ts'

/** The part of a run that a replay needs: it makes, delivers and sends a delivery, and counts the handled ones. */
export interface ReplayRun {
  genuine(): TestDelivery
  deliver(): Promise<{ delivery: TestDelivery; outcome: Outcome; isHandled: boolean }>
  send(delivery: TestDelivery): Promise<Outcome>
  handled: HandledCounter
  secret: Secret
  now: TestMoment | undefined
}

export type JudgedReplay = Judgment & { status: number | undefined }
type Judge = (run: ReplayRun) => Promise<JudgedReplay>

export interface Replay {
  name: string
  attacker: Attacker
  impact: string
  judge: Judge
}

type Change = (delivery: TestDelivery) => TestDelivery

const COPIES = 5
const ID = 'x-webhook-delivery-id'

const HANDLED_AGAIN = { attacker: 'eavesdropper', impact: 'a captured delivery is handled again' } as const
const replay = (name: string, judge: Judge): Replay => ({ name: `replay: ${name}`, ...HANDLED_AGAIN, judge })

const withId =
  (id?: () => string): Change =>
  ({ headers, body }) => {
    const { [ID]: _, ...others } = headers
    return { headers: { ...others, ...(id && { [ID]: id() }) }, body }
  }

export const REPLAYS: readonly Replay[] = [
  replay('the same bytes again', (run) => judgeCopy(run, (delivery) => delivery)),
  replay('with another delivery id', (run) =>
    judgeCopy(
      run,
      withId(() => newId('dlv'))
    )
  ),
  replay('without a delivery id', (run) => judgeCopy(run, withId())),
  replay(`${COPIES} copies at once`, judgeCopies),
  {
    name: 'replay: after a forgery with its delivery id',
    attacker: 'anyone',
    impact: 'a forgery keeps a genuine delivery from being handled',
    judge: judgeForerunner
  },
  {
    name: 'retry: the same delivery id, re-signed',
    attacker: 'sender',
    impact: "a sender's own retry is handled again",
    async judge(run) {
      const judged = await judgeCopy(run, (delivery) => resign(delivery, run))
      return judged.verdict === 'accepted' ? { verdict: 'inconclusive', status: judged.status, reason: RESIGNED } : judged
    }
  }
]

/** A moment later, or the bytes would be the same again. */
const resign = (delivery: TestDelivery, { secret, now }: ReplayRun): TestDelivery =>
  signedRetry(delivery, { secret, now: new Date(momentOf(now).getTime() + 1) })

const RESIGNED = 'handled again, as another delivery: right unless your sender re-signs each attempt'

async function judgeCopy({ deliver, send, handled }: ReplayRun, change: Change): Promise<JudgedReplay> {
  const { delivery, outcome, isHandled } = await deliver()
  if (!isHandled) return { verdict: 'inconclusive', status: outcome.status, reason: 'the delivery to be copied was not accepted' }
  const copy = await send(change(delivery))
  return judged([copy], await handled.settled())
}

async function judgeCopies({ genuine, send, handled }: ReplayRun): Promise<JudgedReplay> {
  const delivery = genuine()
  const outcomes = await Promise.all(Array.from({ length: COPIES }, () => send(delivery)))
  const isHandled = await handled.one()
  const result = judged(outcomes, await handled.settled())
  if (isHandled || result.verdict === 'crashed') return result
  return { ...result, verdict: 'inconclusive', reason: 'none of the copies was handled' }
}

/** An endpoint that remembers ids before verifying treats the genuine delivery as a copy. */
async function judgeForerunner({ genuine, send, handled }: ReplayRun): Promise<JudgedReplay> {
  const delivery = genuine()
  const forged = { headers: { ...delivery.headers, 'x-webhook-signature': `sha256=${'0'.repeat(64)}` }, body: genuine().body }
  const { status } = await send(forged)
  if (await handled.settled()) return { verdict: 'accepted', status, detail: 'handled all the same' }
  const outcome = await send(delivery)
  const isHandled = isAccepted(outcome) && (await handled.one())
  return isHandled
    ? { verdict: 'refused', status }
    : { verdict: 'accepted', status: outcome.status, detail: 'the genuine one was not handled' }
}

function judged(outcomes: readonly Outcome[], extra: number): JudgedReplay {
  const broken = outcomes.find(({ status }) => status === undefined || (status >= 500 && status !== 503))
  const { status, failure } = broken ?? outcomes[0] ?? {}
  if (extra) return { verdict: 'accepted', status, detail: extra === 1 ? 'handled again' : `handled ${extra} times again` }
  return broken ? { verdict: 'crashed', status, ...(failure && { detail: failure }) } : { verdict: 'refused', status }
}
