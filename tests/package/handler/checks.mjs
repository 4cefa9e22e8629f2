// Checks of every server, over TCP. `bench` is { port, look() }: look says what the handler has seen so far; and,
// of servers that do otherwise than their Response says, `keeps`: they leave a connection open that should be closed,
// `resets`: they close it at once, so that a sender who is still writing may lose the answer, `tires`: they close one on
// which a body was not read.
import { ok, same } from '../../suite/expect.mjs'
import { LIMIT } from '../../runtimes/handler/served.mjs'
import { exchange, Sender } from './client.mjs'
import { parcel } from './signed-deliveries.mjs'

/** @typedef {{ handled: string[], rejected: string[], errors: string[] }} Seen */
/**
 * @typedef {object} Bench
 * @property {number} port
 * @property {() => Seen | Promise<Seen>} look
 * @property {boolean} [keeps]
 * @property {boolean} [resets]
 * @property {boolean} [tires]
 */

/**
 * The observations of a check.
 * @param {Bench} bench
 */
async function watched(bench) {
  const before = await bench.look()
  return async () => {
    const { handled, rejected, errors } = await bench.look()
    const added = (/** @type {keyof Seen} */ name, /** @type {string[]} */ list) => list.slice(before[name].length)
    return { handled: added('handled', handled), rejected: added('rejected', rejected), errors: added('errors', errors) }
  }
}

/**
 * @param {ReturnType<typeof exchange>} promise
 * @param {number} status
 * @param {string} [code]
 */
async function answered(promise, status, code) {
  const answer = await promise
  same([answer.status, answer.body], [status, code ? JSON.stringify({ code }) : ''], 'status and body')
  return answer
}

/** @param {Bench} bench */
async function goesOn(bench) {
  const seen = await watched(bench)
  const next = parcel()
  await answered(exchange(bench.port, next), 200)
  await answered(exchange(bench.port, next), 200)
  same((await seen()).handled.length, 1, 'how often the next delivery was handled')
}

/**
 * The reader of the body.
 * @param {Bench} bench
 */
export const common = (bench) => ({
  'handled once': async () => {
    const seen = await watched(bench)
    await goesOn(bench)
    const { handled, rejected, errors } = await seen()
    same([handled[0]?.split(' ')[1], rejected, errors], ['é€', [], []], 'what was seen')
  },
  'forged': async () => {
    const seen = await watched(bench)
    await answered(exchange(bench.port, parcel({ secret: 'another' })), 401, 'unauthorized')
    await answered(exchange(bench.port, { headers: {}, body: '{}' }), 401, 'unauthorized')
    same((await seen()).rejected, ['signature_mismatch', 'missing_header'], 'refusals')
  },
  'another method': async () => {
    const answer = await answered(exchange(bench.port, { headers: {} }, { method: 'GET' }), 405, 'method_not_allowed')
    same(answer.headers.get('allow'), 'POST', 'Allow')
    await answered(exchange(bench.port, parcel(), { method: 'PUT' }), 405, 'method_not_allowed')
  },
  'copies of a header': async () => {
    const { headers, body } = parcel()
    /** @param {...unknown} values */
    const twice = (...values) => ({ headers: { ...headers, 'x-webhook-signature': values }, body })
    const signature = headers['x-webhook-signature']
    await answered(exchange(bench.port, twice(signature, `sha256=${'0'.repeat(64)}`)), 400, 'ambiguous_header')
    await answered(exchange(bench.port, twice(signature, signature)), 200)
  },
  'work that fails, and a retry': async () => {
    const seen = await watched(bench)
    const delivery = parcel({ id: `fails_once_${process.hrtime.bigint()}` })
    await answered(exchange(bench.port, delivery), 500)
    await answered(exchange(bench.port, delivery), 200)
    const { handled, errors } = await seen()
    same([handled.length, errors], [1, ['EvalError: work']], 'handled and errors')
  },
  'other types of content': async () => {
    const seen = await watched(bench)
    for (const type of ['text/plain', 'application/octet-stream', 'application/xml', 'application/x; charset=latin1', 'no type']) {
      await answered(exchange(bench.port, parcel({ 'content-type': type })), 200)
    }
    same((await seen()).handled.length, 5, 'handled')
  },
  'an empty body': async () => {
    await answered(exchange(bench.port, parcel({ body: '' })), 400, 'malformed_payload')
  },
  'too large, with a length': async () => {
    await answered(exchange(bench.port, parcel({ body: `{"text":"${'x'.repeat(LIMIT)}"}` })), 413, 'body_too_large')
    await goesOn(bench)
  }
})

/**
 * Where the handler reads the body itself.
 * @param {Bench} bench
 */
export const reading = (bench) => ({
  'an encoded body': async () => {
    await answered(exchange(bench.port, parcel({ 'content-encoding': 'gzip' })), 415, 'unsupported_encoding')
  },
  'megabytes are answered before they are there': async () => {
    for (const length of [{ 'content-length': 50_000_000 }, { 'transfer-encoding': 'chunked' }]) {
      const sender = await Sender.to(bench.port)
      sender.head({ ...parcel().headers, ...length })
      const piece = 'x'.repeat(50_000)
      while (!sender.hasAnswer && (await sender.write(length['content-length'] ? piece : `c350\r\n${piece}\r\n`)));
      if (!(bench.resets && (await sender.closed()) && !sender.hasAnswer)) await answered(sender.answer(), 413, 'body_too_large')
      if (!bench.keeps) ok(await sender.closed(), 'the connection is open')
      sender.hangUp()
    }
    await goesOn(bench)
  },
  'a sender who writes all before it reads': async () => {
    for (const length of bench.resets ? [] : [{ 'content-length': 5_000_000 }, { 'transfer-encoding': 'chunked' }]) {
      const sender = await Sender.to(bench.port)
      sender.pause()
      sender.head({ ...parcel().headers, ...length })
      const piece = 'x'.repeat(50_000)
      for (let left = 100; left; left--) await sender.write(length['content-length'] ? piece : `c350\r\n${piece}\r\n`)
      sender.resume()
      await answered(sender.answer(), 413, 'body_too_large')
    }
  },
  'a body that stalls': async () => {
    const seen = await watched(bench)
    const sender = await Sender.to(bench.port)
    sender.head({ ...parcel().headers, 'content-length': 100 })
    await sender.write('{"event":')
    await answered(sender.answer(), 408, 'body_timeout')
    if (!bench.keeps) ok(await sender.closed(), 'the connection is open')
    sender.hangUp()
    same((await seen()).rejected, ['body_timeout'], 'refusals')
    await goesOn(bench)
  },
  'senders who hang up': async () => {
    const seen = await watched(bench)
    const delivery = parcel()
    for (const part of ['', delivery.body.slice(0, 20)]) {
      const sender = await Sender.to(bench.port)
      sender.head({ ...delivery.headers, 'content-length': Buffer.byteLength(delivery.body) })
      await sender.write(part)
      await new Promise((resolve) => setTimeout(resolve, 50))
      sender.hangUp()
    }
    for (let turn = 0; turn < 400 && (await seen()).rejected.length < 2; turn++) await new Promise((resolve) => setTimeout(resolve, 10))
    const { rejected, errors } = await seen()
    same([rejected, errors], [['body_timeout', 'body_timeout'], []], 'what was seen')
    await answered(exchange(bench.port, delivery), 200)
    same((await seen()).handled.length, 1, 'handled')
  },
  'one connection for forged deliveries and a genuine one': async () => {
    const sender = await Sender.to(bench.port)
    /** @type {any[][]} */
    const unread = bench.tires ? [] : [[parcel({ 'x-webhook-signature': 'x' }), 401]]
    for (const [delivery, status] of [...unread, [parcel({ secret: 'another' }), 401], [parcel(), 200]]) {
      sender.head({ ...delivery.headers, 'content-length': Buffer.byteLength(delivery.body) })
      await sender.write(delivery.body)
      same((await sender.answer()).status, status, 'status')
    }
    sender.hangUp()
  }
})

/**
 * Checks of a framework that has routes of its own next to the webhook.
 * @param {{ port: number }} parts
 */
export const otherRoutes = ({ port }) => ({
  'a route next to it has its parsers': async () => {
    const { status, body } = await exchange(port, { headers: {}, body: '{"a":1}' }, { path: '/other' })
    same([status, body], [200, '{"a":1}'], 'answer')
  }
})
