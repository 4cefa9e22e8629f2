// The channel of node:diagnostics_channel: what hooks get, without secrets, signatures and bodies; nothing without a subscriber.
// @run handler's diagnostics channel, %; on: Node 20, Node 26
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { inspect } from 'node:util'
import { ok, same } from '../../suite/expect.mjs'
import { Tally } from '../../suite/tally.mjs'
import { library } from '../installed.mjs'
import { parcel, SECRET } from './signed-deliveries.mjs'

/** @import { Mistyped, TestedEvent } from '../../suite/cases.d.ts' */

const { createWebhookHandler, signWebhook } = library
const CHANNEL = 'webhook-verifier'
const url = 'http://localhost/webhook'
const tally = new Tally()

/** @param {{ headers: Record<string, string>, body: string }} parts */
const requestOf = ({ headers, body }) => new Request(url, { method: 'POST', headers, body })
/** @param {object} [more] */
const handlerOf = (more) => createWebhookHandler({ secret: SECRET, onRejected() {}, onError() {}, onEvent() {}, ...more })

/**
 * Returns the messages that arrive during `work`.
 * @param {() => Promise<void>} work
 */
async function listening(work) {
  /** @type {Mistyped[]} */
  const messages = []
  /** @type {(message: unknown, name: string | symbol) => void} */
  const listen = (message, name) => void messages.push([name, message])
  subscribe(CHANNEL, listen)
  try {
    await work()
  } finally {
    unsubscribe(CHANNEL, listen)
  }
  return messages
}

/**
 * Everything that an observer could print of a message.
 * @param {unknown[]} messages
 */
const printed = (messages) => inspect(messages, { depth: 20, showHidden: true, getters: true }) + JSON.stringify(messages)

await tally.group('a delivery, its copy, a forgery and a failure', ['kinds'], async () => {
  const failure = new EvalError('work')
  const handler = handlerOf({ onEvent: (/** @type {TestedEvent} */ event) => event.data.text === 'fails' && Promise.reject(failure) })
  const genuine = parcel()
  const messages = await listening(async () => {
    for (const delivery of [genuine, genuine, parcel({ secret: 'another' })]) await handler(requestOf(delivery))
    await handler(requestOf(parcel({ body: JSON.stringify({ event: 'job.completed', data: { id: 'j', text: 'fails' } }) })))
  })
  same(
    messages.map(([name, { kind }]) => [name, kind]),
    ['handled', 'duplicate', 'rejected', 'error'].map((kind) => [CHANNEL, kind]),
    'kinds'
  )
  const [[, handled], [, duplicate], [, rejected], [, error]] = messages
  same([handled.type, Object.keys(handled)], ['job.completed', ['kind', 'type', 'replayKey', 'durationMs']], 'handled')
  ok(handled.durationMs >= 0 && handled.durationMs < 60_000, `durationMs is ${handled.durationMs}`)
  same(duplicate, { kind: 'duplicate', type: 'job.completed', replayKey: handled.replayKey }, 'duplicate')
  same(rejected, { kind: 'rejected', code: 'signature_mismatch', status: 401 }, 'rejected')
  ok(error.error === failure, 'another error')
})

await tally.group('no secret, signature or body in a message', ['handled, duplicate, rejected'], async () => {
  const handler = handlerOf({ secret: undefined, secrets: [{ id: 'current', secret: SECRET }] })
  const genuine = parcel({ body: JSON.stringify({ event: 'job.completed', data: { id: 'id-of-a-job', text: 'a-part-of-the-body' } }) })
  const late = '2020-01-01T00:00:00Z'
  const old = { ...genuine.headers, 'x-webhook-timestamp': late, 'x-webhook-signature': signWebhook(genuine.body, late, SECRET) }
  const messages = await listening(async () => {
    for (const delivery of [genuine, genuine, { ...genuine, headers: old }]) await handler(requestOf(delivery))
  })
  same(
    messages.map(([, { kind, keyId, code }]) => [kind, keyId ?? code]),
    [
      ['handled', 'current'],
      ['duplicate', 'current'],
      ['rejected', 'timestamp_too_old']
    ],
    'messages'
  )
  const text = printed(messages)
  const signature = genuine.headers['x-webhook-signature']
  for (const part of [SECRET, signature, signature.slice(7), 'a-part-of-the-body', 'id-of-a-job'])
    ok(!text.includes(part), `it has ${part}`)
})

await tally.group('a subscriber that throws changes no answer', ['200'], async () => {
  /** @type {string[]} */
  const thrown = []
  /** @param {Error} error */
  const listen = (error) => void thrown.push(error.message)
  process.once('uncaughtException', listen)
  const subscriber = () => {
    throw new EvalError('subscriber')
  }
  subscribe(CHANNEL, subscriber)
  const { status } = await handlerOf()(requestOf(parcel()))
  unsubscribe(CHANNEL, subscriber)
  await new Promise(setImmediate)
  same([status, thrown], [200, ['subscriber']], "status, and Node's report")
})

await tally.group('no message is made without a subscriber', ['three deliveries'], async () => {
  const { now } = performance
  let calls = 0
  const handler = handlerOf({ replay: false })
  performance.now = () => (calls++, now.call(performance))
  try {
    for (const delivery of [parcel(), parcel(), parcel({ secret: 'another' })]) await handler(requestOf(delivery))
  } finally {
    performance.now = now
  }
  same(calls, 0, 'readings of the clock')
})

if (!tally.end()) process.exitCode = 1
