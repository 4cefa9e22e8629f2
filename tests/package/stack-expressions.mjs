// A call near the end of the stack, after the garbage collector has dropped what V8 had compiled of regular expressions: to compile one
// again there ends in a SyntaxError, or ends the process. So no call that judges a delivery has any.
// @run stack overflow, expressions, %; on: Node 20, Node 24; flags: --expose-gc --stack-size=256 --no-flush-bytecode; core
import { ok } from '../suite/expect.mjs'
import { Tally } from '../suite/tally.mjs'
import { descend } from './descend.mjs'
import { delivery, now } from './guide.mjs'
import { library } from './installed.mjs'

const SECRET = 'whsec_expressions'
/** So many collections drop all of it. */
const COLLECTIONS = 8
const [NEAREST, FARTHEST] = [18, 40]

const verifier = new library.WebhookVerifier({ secret: SECRET, now })
const escaped = delivery(SECRET, '{"event":"job.co:mpleted","data":{"id":"1"}}')
const DELIVERIES = {
  'a message with details': delivery(SECRET, '{"a":1,"a":2}'),
  'a name that is escaped': escaped,
  'a header in capitals': {
    ...escaped,
    headers: Object.fromEntries(Object.entries(escaped.headers).map(([name, value]) => [name.toUpperCase(), value]))
  }
}

const tally = new Tally()
const rooms = Array.from({ length: FARTHEST - NEAREST }, (_, at) => NEAREST + at)
for (const [name, given] of Object.entries(DELIVERIES)) {
  /** @type {unknown} */
  let caught
  const work = () => {
    try {
      verifier.safeVerify(given)
    } catch (error) {
      caught = error
    }
  }
  work()
  const isRight = () => caught === undefined || caught instanceof RangeError
  await tally.group(name, rooms, (room) => {
    for (let times = 0; times < COLLECTIONS; times++) globalThis.gc?.()
    descend(room, work)
    ok(isRight(), `${room} frames before the end: ${caught}`)
  })
  await tally.group(`${name}, once the stack is empty`, ['afterwards'], () => {
    caught = undefined
    work()
    ok(caught === undefined, `${caught}`)
  })
}
if (!tally.end()) process.exitCode = 1
