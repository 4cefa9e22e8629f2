// What every receiver has to do with a genuine delivery, with others, and with a sender that hangs up.
import { setTimeout as pause } from 'node:timers/promises'
import { ok, same } from '../runtimes/suite/expect.mjs'
import { delivery, hangUp, post } from './sender.mjs'

const HOUR = 3_600_000
const TRIES = 500
const PAUSE = 10

const forged = delivery({ secret: 'guessed' })
const { body: unsigned } = forged
/** What is sent, the status of the answer, and what the log says of it. */
const REFUSED = [
  ['signed with another secret', forged, 401, 'signature_mismatch'],
  ['unsigned', { body: unsigned }, 401, 'missing_header'],
  ['signed an hour ago', delivery({ from: -HOUR }), 401, 'timestamp_too_old'],
  ['signed, and larger than 1 MiB', delivery({ id: 'x'.repeat(2 ** 20) }), 413, 'body_too_large'],
]

/** `output` returns what the receiver at that address has printed. */
export async function addReceiver(tally, name, { address, output }) {
  const send = async (sent, status, ...said) => {
    const before = output().length
    const answer = await post(address, sent)
    same(answer.status, status, 'status')
    for (const text of said) await logged(() => output().slice(before), text)
    return answer
  }
  const accept = (id) => send(delivery({ id }), 200, 'job.started', id)
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
}

/** A line may come here after its answer. */
async function logged(log, text) {
  for (let left = TRIES; left && !log().includes(text); left--) await pause(PAUSE)
  ok(log().includes(text), `the log has no ${text}: ${log()}`)
}
