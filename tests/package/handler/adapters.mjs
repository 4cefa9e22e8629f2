// The behavior of toNodeHandler with errors and with HTTP/2, and verifyNodeRequest.
// @run adapter of Node, %; on: Node 20, Node 26
import { EventEmitter, once } from 'node:events'
import { createServer } from 'node:http'
import { connect, createServer as createServer2 } from 'node:http2'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { isError, ok, rejected, same, thrown } from '../../suite/expect.mjs'
import { Tally } from '../../suite/tally.mjs'
import { exchange, Sender } from './client.mjs'
import { parcel, SECRET } from './signed-deliveries.mjs'
import { receiver } from './recording-handler.mjs'

/** @import { Mistyped, TestedEvent } from '../../suite/cases.d.ts' */
/** @import { IncomingMessage, ServerResponse } from 'node:http' */

const [, , folder = ''] = process.argv
// Not named `require`, which a compiler knows: wrong values are passed on purpose.
const load = createRequire(join(folder, 'package.json'))
const { WebhookError, WebhookVerifier } = load('webhook-verifier')
const { toNodeHandler, verifyNodeRequest } = load('webhook-verifier/node')

const tally = new Tally()
/** @type {unknown[]} */
const unhandled = []
/** @type {Error[]} */
const warnings = []
process.on('warning', (warning) => void warnings.push(warning))
for (const event of ['unhandledRejection', 'uncaughtException']) process.on(event, (error) => unhandled.push(error))
/** @type {number} */
let port

/**
 * Runs `work` while the server listens, on `port`.
 * @template Result
 * @param {Foreign} server
 * @param {() => Result | Promise<Result>} work
 */
async function serving(server, work) {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  port = /** @type {import('node:net').AddressInfo} */ (server.address()).port
  try {
    return await work()
  } finally {
    server.close()
    server.closeAllConnections?.()
    same(unhandled.splice(0).map(String), [], 'unhandled errors')
  }
}

await tally.group('what toNodeHandler refuses to be made of', [undefined, null, {}, 'handler'], (given) =>
  isError(
    thrown(() => toNodeHandler(given)),
    TypeError
  )
)

await tally.group("the functions get Node's own request and response", ['req, res'], async () => {
  const { handler, platforms } = receiver()
  const server = createServer(toNodeHandler(handler))
  await serving(server, () => exchange(port, parcel({ 'x-forwarded-for': '192.0.2.1' }), { path: '/webhook?tenant=a' }))
  const [{ platform, request }] = platforms
  same([platform.length, platform[0].socket !== undefined, typeof platform[1].end], [2, true, 'function'], 'platform')
  same([request.method, request.url], ['POST', 'http://receiver.example/webhook?tenant=a'], 'method and url')
  same(request.headers.get('x-forwarded-for'), '192.0.2.1', 'a header')
})

await tally.group('a header that Fetch cannot hold', ['x-webhook-signature', 'x-else'], async (name) => {
  const { handler, rejected: refused } = receiver()
  const server = createServer({ insecureHTTPParser: true }, toNodeHandler(handler))
  const { status } = await serving(server, () => exchange(port, parcel({ [name]: 'sha256=\u0000\u0001' })))
  same([status, refused], name === 'x-webhook-signature' ? [401, ['malformed_signature']] : [200, []], 'answer')
})

await tally.group('a function that answers by itself', ['is left alone'], async () => {
  /** @type {Error[]} */
  const errors = []
  /**
   * @param {TestedEvent} event
   * @param {{ platform: [IncomingMessage, ServerResponse] }} context
   */
  const onEvent = (event, { platform: [, res] }) => void res.writeHead(204).end()
  const { handler } = receiver({ onEvent, onError: (/** @type {Error} */ error) => errors.push(error) })
  /** @param {Error} error */
  const next = (error) => errors.push(error)
  const server = createServer((req, res) => toNodeHandler(handler)(req, res, next))
  await serving(server, async () => same((await exchange(port, parcel())).status, 204, 'status'))
  same(errors, [], 'errors')
})

await tally.group('a request that is verified twice', ['the second time is a TypeError'], async () => {
  const verifier = new WebhookVerifier(SECRET)
  /** @type {Mistyped[]} */
  const again = []
  const { handler } = receiver({
    onEvent: async (/** @type {TestedEvent} */ event, /** @type {{ request: Request }} */ { request }) =>
      again.push(await rejected(verifier.verifyRequest(request)))
  })
  await serving(createServer(toNodeHandler(handler)), async () => same((await exchange(port, parcel())).status, 200, 'status'))
  isError(again[0], TypeError)
})

/** @type {any[][]} */
const TARGETS = [
  ['/hooks/a?q=1', 'x.example:80', 'http://x.example/hooks/a?q=1'],
  ['/hooks/a', 'x/hooks/b?', 'http://localhost/hooks/a'],
  ['http://b.example/hooks/a', 'x', 'http://x/hooks/a'],
  ['h2+b://b/hooks/a?u=c://d', 'x', 'http://x/hooks/a?u=c://d'],
  ['/hooks/a?u=http://b/c', 'x', 'http://x/hooks/a?u=http://b/c'],
  [undefined, 'x', 'http://x/'],
  ['/a', 'x', 'http://x/hooks/a', { originalUrl: '/hooks/a' }],
  ['/hooks/a', 'x', 'https://x/hooks/a', { socket: { encrypted: true } }],
  ['/hooks/a', 'x', 'http://y/hooks/a', { authority: 'y' }],
  ['http://b?/hooks/a', 'x', 'http://x/?/hooks/a'],
  ['//b/hooks/a', 'x', 'http://x//b/hooks/a'],
  ['/hooks/a', 'a b', 'http://localhost/hooks/a'],
  ['/hooks/a', '[::1]:80', 'http://[::1]/hooks/a'],
  ['/hooks/a', 'user@x', 'http://localhost/hooks/a'],
  ['*', undefined, 'http://localhost/*']
]
await tally.group('the URL has the path that a router sees, whatever Host says', TARGETS, async ([url, host, expected, given = {}]) => {
  /** @type {Mistyped[]} */
  const seen = []
  const { authority, ...more } = given
  const delivery = parcel()
  const headers = { ...delivery.headers, host, ...(authority && { ':authority': authority }) }
  const req = Object.assign(Readable.from([delivery.body]), { method: 'POST', url, headers, httpVersionMajor: 1, ...more })
  const res = { setHeader() {}, end() {} }
  await toNodeHandler(async (request) => (seen.push(request.url), new Response()))(
    /** @type {Mistyped} */ (req),
    /** @type {Mistyped} */ (res)
  )
  same(seen, [expected], 'url')
})

await tally.group('when all is answered', ['no timer is left'], async () => {
  const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length
  const { handler } = receiver({ bodyTimeoutSeconds: 1000, replay: { timeoutSeconds: 1000 } })
  const before = timers()
  const { headers, body } = parcel()
  same((await handler(new Request('http://a.example/', { method: 'POST', headers, body }))).status, 200, 'status')
  same(timers(), before, 'timers')
})

/**
 * Ends of an answer after which the connection is to close, and of the timer that would close it.
 * @type {Record<string, any[]>}
 */
const LINGERING = { 'the body ends': [1, 'end', 0], 'the sender hangs up': [1, 'close', 0], 'the stream of HTTP/2 closes': [2, 'close', 1] }
await tally.group('an answer lingers until', Object.entries(LINGERING), async ([, [httpVersionMajor, event, endsAtOnce]]) => {
  const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length
  const before = timers()
  const req = Object.assign(new Readable({ read() {} }), { method: 'POST', url: '/', headers: {}, httpVersionMajor })
  let ends = 0
  const res = { setHeader() {}, write() {}, end: () => ends++, stream: new EventEmitter() }
  await toNodeHandler(async () => new Response('{}', { headers: { connection: 'close' } }))(
    /** @type {Mistyped} */ (req),
    /** @type {Mistyped} */ (res)
  )
  same([ends, timers()], [endsAtOnce, before + 1], 'ends and timers before')
  ;(httpVersionMajor === 1 ? req : res.stream).emit(event)
  same([ends, timers()], [1, before], 'ends and timers')
})

await tally.group('owners of claims', ['differ, and share nothing but a random prefix of the process'], async () => {
  const owners = new Set()
  const store = { claim: (/** @type {{ owner: string }} */ { owner }) => (owners.add(owner), 'claimed'), complete() {}, release() {} }
  const { handler } = receiver({ replay: store })
  for (let n = 0; n < 50; n++) await handler(new Request('http://a.example/', { method: 'POST', ...parcel() }))
  same(owners.size, 50, 'different owners')
  ok(
    [...owners].every((owner) => /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}-\d+$/.test(owner)),
    `owners are like ${[...owners][0]}`
  )
})

const FAILING = {
  'throws'() {
    throw new EvalError('handler')
  },
  'rejects': () => Promise.reject(new EvalError('handler')),
  'answers nonsense': async () => 'ok'
}
await tally.group("a handler of somebody else's that", Object.entries(FAILING), async ([, handler]) => {
  const errors = []
  const { error } = console
  console.error = (thing) => void errors.push(thing)
  try {
    await serving(createServer(toNodeHandler(handler)), async () => same((await exchange(port, parcel())).status, 500, 'status'))
    same(errors.length, 1, 'errors on the console')
    /** @type {unknown[]} */
    const passed = []
    const listener = toNodeHandler(handler)
    /**
     * @param {IncomingMessage} req
     * @param {ServerResponse} res
     */
    const next = (req, res) => listener(req, res, (problem) => (passed.push(problem), res.writeHead(418).end()))
    await serving(createServer(next), async () => same((await exchange(port, parcel())).status, 418, 'status of the framework'))
    same([passed.length, passed[0] instanceof Error, errors.length], [1, true, 1], 'what next got')
  } finally {
    console.error = error
  }
})

await tally.group(
  'an error after somebody has answered',
  [
    [true, 204],
    [false, 500]
  ],
  async ([headersSent, status]) => {
    const { error } = console
    console.error = () => {}
    /** @type {Mistyped} */
    const res = { headersSent, statusCode: 204, end: () => (res.isEnded = true) }
    await toNodeHandler(FAILING.throws)(/** @type {Mistyped} */ (Object.assign(Readable.from([]), { headers: {} })), res)
    console.error = error
    same([res.statusCode, res.isEnded], [status, true], 'status, end')
  }
)

await tally.group('HTTP/2', ['handled once', 'forged', 'copies of a header', 'too large', 'stalls', 'hangs up'], async (name) => {
  const { handler, handled, rejected } = receiver()
  /** @type {import('node:http2').ClientHttp2Stream} */
  let last
  await serving(createServer2(toNodeHandler(handler)), async () => {
    const session = connect(`http://127.0.0.1:${port}`)
    /**
     * @param {{ headers: Record<string, string>, body: string }} parts
     */
    const post = async ({ headers, body }, { isWhole = true } = {}) => {
      const stream = session.request({ ':method': 'POST', ':path': '/webhook', ...headers }).on('error', () => {})
      last = stream
      if (isWhole) stream.end(body)
      else stream.write(body)
      const [answer] = await once(stream, 'response')
      let text = ''
      for await (const piece of stream.setEncoding('utf8')) text += piece
      same(warnings.splice(0).map(String), [], 'warnings')
      same(answer['content-type'], text ? 'application/json' : undefined, 'content-type')
      return [answer[':status'], text]
    }
    const delivery = parcel()
    const CHECKS = {
      'handled once': async () => {
        same([await post(delivery), await post(delivery), handled.length], [[200, ''], [200, ''], 1], 'answers')
      },
      'forged': async () => same(await post(parcel({ secret: 'another' })), [401, '{"code":"unauthorized"}'], 'answer'),
      'copies of a header': async () => {
        const twice = parcel({ 'x-webhook-event': ['job.completed', 'job.failed'] })
        same(await post(twice), [400, '{"code":"ambiguous_header"}'], 'answer')
      },
      'too large': async () => {
        same(await post(parcel({ body: 'x'.repeat(100_001) })), [413, '{"code":"body_too_large"}'], 'answer')
      },
      'stalls': async () => {
        same(await post({ ...delivery, body: '{' }, { isWhole: false }), [408, '{"code":"body_timeout"}'], 'answer')
        for (let turn = 0; turn < 1000 && !last.closed; turn++) await new Promise((resolve) => setTimeout(resolve, 5))
        ok(last.closed, 'the stream is left open')
      },
      'hangs up': async () => {
        const stream = session.request({ ':method': 'POST', ':path': '/webhook', ...delivery.headers }).on('error', () => {})
        stream.write('{')
        await new Promise((resolve) => setTimeout(resolve, 50))
        stream.close(8)
        for (let turn = 0; turn < 1000 && !rejected.length; turn++) await new Promise((resolve) => setTimeout(resolve, 5))
        // Node reports the end of the body, which is then judged as far as it came, or the closed stream: the order varies.
        ok(rejected.length === 1 && ['signature_mismatch', 'body_timeout'].includes(rejected[0]), `refusals are ${rejected}`)
      }
    }
    try {
      await CHECKS[/** @type {keyof typeof CHECKS} */ (name)]()
      if (name !== 'handled once') same([await post(parcel()), handled.length], [[200, ''], 1], 'the next delivery')
    } finally {
      session.destroy()
    }
  })
})

await nodeRequests()
if (!tally.end()) process.exitCode = 1

async function nodeRequests() {
  const verifier = new WebhookVerifier({ secrets: SECRET, maxBodyBytes: 1000 })
  /** @type {Mistyped[]} */
  const results = []
  const server = createServer(async (req, res) => {
    const result = await verifyNodeRequest(verifier, req).catch((error) => error)
    results.push(result)
    res.writeHead(result.status ?? 200).end()
  })
  await serving(server, async () => {
    await tally.group('verifyNodeRequest', ['genuine', 'forged', 'too large', 'on one connection', 'read before'], async (name) => {
      results.length = 0
      if (name === 'genuine') {
        const delivery = parcel()
        await exchange(port, delivery)
        same(Buffer.from(results[0].rawBody).toString(), delivery.body, 'rawBody')
      }
      if (name === 'forged') await exchange(port, parcel({ secret: 'another' }))
      if (name === 'too large') await exchange(port, parcel({ body: 'x'.repeat(200_000) }))
      if (name === 'on one connection') await onOneConnection()
      const CODES = { 'forged': 'signature_mismatch', 'too large': 'body_too_large' }
      if (name in CODES) isError(results[0], WebhookError)
      if (name in CODES) same(results[0].code, CODES[/** @type {keyof typeof CODES} */ (name)], 'code')
    })
  })
  await tally.group('a stream that fails when nobody reads it any more', ['nothing happens'], async () => {
    const { headers, body } = parcel({ body: 'x'.repeat(2000) })
    const rawHeaders = Object.entries(headers).flat()
    const req = Object.assign(Readable.from([Buffer.from(body)]), { method: 'POST', url: '/', headers, rawHeaders })
    isError(await rejected(verifyNodeRequest(verifier, req)), WebhookError)
    req.destroy(new EvalError('gone'))
    await new Promise((resolve) => setTimeout(resolve, 10))
    same(unhandled.splice(0).map(String), [], 'unhandled errors')
  })
  /** @param {object} more */
  const plain = (more) => ({ method: 'POST', url: '/', headers: parcelHeaders, ...more })
  const { headers: parcelHeaders, body } = parcel()
  const bytes = Buffer.from(body)
  const PLACES = {
    'rawBody': { rawBody: bytes, body: {} },
    'rawBody first': { rawBody: bytes, body: Buffer.from('{}') },
    'body': { body: bytes },
    'a Uint8Array': { body: new Uint8Array(bytes) }
  }
  await tally.group('verifyNodeRequest finds the bytes in', Object.entries(PLACES), async ([, more]) => {
    same(/** @type {TestedEvent} */ (await verifyNodeRequest(verifier, plain(more))).name, 'job.completed', 'name')
  })
  await tally.group('verifyNodeRequest without rawHeaders', ['headers'], async () => {
    const req = { ...plain({ body: bytes }), headers: { ...parcelHeaders, 'x-webhook-event': undefined }, rawHeaders: undefined }
    same(/** @type {TestedEvent} */ (await verifyNodeRequest(verifier, req)).name, 'job.completed', 'name')
  })
  /** @type {Record<string, any>} */
  const WRONG = { 'nothing': undefined, 'a text': 'req', 'a Request': new Request('http://a.example/', { method: 'POST', body: '{}' }) }
  await tally.group('verifyNodeRequest of', Object.entries(WRONG), async ([, req]) =>
    isError(await rejected(verifyNodeRequest(verifier, req)), TypeError)
  )
}

/** The rest of a body that is too large is let go, and the next request on the connection is read. */
async function onOneConnection() {
  const sender = await Sender.to(port)
  const large = 'x'.repeat(500_000)
  sender.head({ ...parcel().headers, 'content-length': large.length })
  await sender.write(large)
  same((await sender.answer()).status, 413, 'status, with a length')
  sender.head({ ...parcel().headers, 'transfer-encoding': 'chunked' })
  for (let piece = 0; piece < 20; piece++) await sender.write(`${large.length.toString(16)}\r\n${large}\r\n`)
  await sender.write('0\r\n\r\n')
  same((await sender.answer()).status, 413, 'status, in pieces')
  for (const { delivery, status } of [
    { delivery: parcel({ secret: 'another' }), status: 401 },
    { delivery: parcel(), status: 200 }
  ]) {
    sender.head({ ...delivery.headers, 'content-length': Buffer.byteLength(delivery.body) })
    await sender.write(delivery.body)
    same((await sender.answer()).status, status, 'status')
  }
  sender.hangUp()
}
