// The duties of every receiver: with a genuine delivery, with its copy, with others, and with a sender that hangs up.
import { setTimeout as pause } from 'node:timers/promises'
import { ok, same } from '../suite/expect.mjs'
import { delivery, hangUp, outputOf, post } from './sender.mjs'

/** @import { Tally } from '../suite/tally.mjs' */
/** @import { SignedText } from './sender.mjs' */
/** @typedef {{ address: string, output: () => string }} RunningReceiver */

const HOUR = 3_600_000
const TRIES = 500
const PAUSE = 10

const forged = delivery({ secret: 'guessed' })
const { body: unsigned } = forged
/** The delivery, the status of the answer, and its line in the log. */
/** @type {[name: string, sent: Partial<SignedText>, status: number, code: string][]} */
const REFUSED = [
  ['signed with another secret', forged, 401, 'signature_mismatch'],
  ['unsigned', { body: unsigned }, 401, 'missing_header'],
  ['signed an hour ago', delivery({ from: -HOUR }), 401, 'timestamp_too_old'],
  ['signed, and larger than 1 MiB', delivery({ note: 'x'.repeat(2 ** 20) }), 413, 'body_too_large']
]

/**
 * `output` returns what the receiver at that address has printed. Resolves to a delivery that it has handled.
 * @param {Tally} tally
 * @param {string} name
 * @param {RunningReceiver} receiver
 */
export async function addReceiver(tally, name, { address, output }) {
  /**
   * @param {Partial<SignedText>} sent
   * @param {number} status
   * @param {string} said
   */
  const send = async (sent, status, said) => {
    const before = output().length
    const answer = await post(address, sent)
    same(answer.status, status, 'status')
    await logged(() => output().slice(before), said)
    return answer
  }
  /** @param {string} id */
  const accept = (id) => send(delivery({ id }), 200, outputOf(id))
  /** @type {Awaited<ReturnType<typeof post>>[]} */
  const unauthorized = []
  await tally.group(`${name} accepts`, ['job_first'], accept)
  await tally.group(`${name} refuses`, REFUSED, async ([, sent, status, code]) => {
    const answer = await send(sent, status, code)
    if (status === 401) unauthorized.push(answer)
  })
  const [first, ...others] = unauthorized
  await tally.group(`${name} answers each 401 alike`, others, (answer) => same(answer, first, 'answer'))
  await hangUp(address)
  await tally.group(`${name} goes on after a sender that hung up`, ['job_last'], accept)
  await tally.group(`${name} handled nothing that it refused`, ['job_1'], (id) => same(timesOf(output(), id), 0, 'times'))
  const copied = delivery({ id: 'job_copied' })
  await tally.group(`${name} handles a delivery and its copy once`, ['job_copied'], async (id) => {
    await send(copied, 200, outputOf(id))
    same((await post(address, copied)).status, 200, 'status of the copy')
    await accept('job_after')
    same(timesOf(output(), id), 1, 'times')
  })
  return copied
}

/**
 * The receiver was started again: what it handled before is done all the same.
 * @param {Tally} tally
 * @param {string} name
 * @param {RunningReceiver} receiver
 * @param {SignedText} copied
 */
export async function addRestarted(tally, name, { address, output }, copied) {
  await tally.group(`${name}, started again, knows what it handled`, ['job_copied'], async (id) => {
    same((await post(address, copied)).status, 200, 'status')
    same((await post(address, delivery({ id: 'job_again' }))).status, 200, 'status of another')
    await logged(output, outputOf('job_again'))
    same(timesOf(output(), id), 0, 'times')
  })
}

/**
 * How often the work was done: its line is written before the answer, so the line of a later delivery follows it.
 * @param {string} log
 * @param {string} id
 */
const timesOf = (log, id) => log.split(outputOf(id)).length - 1

/**
 * A line may come here after its answer.
 * @param {() => string} log
 * @param {string} text
 */
async function logged(log, text) {
  for (let left = TRIES; left && !log().includes(text); left--) await pause(PAUSE)
  ok(log().includes(text), `the log has no ${text}: ${log()}`)
}
