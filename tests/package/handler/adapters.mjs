// The adapters by themselves: what toNodeHandler does with errors and with HTTP/2, verifyNodeRequest, Lambda's events.
import { once } from 'node:events'
import { createServer } from 'node:http'
import { connect, createServer as createServer2 } from 'node:http2'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { isError, ok, rejected, same, thrown } from '../../runtimes/suite/expect.mjs'
import { Tally } from '../../runtimes/suite/tally.mjs'
import { exchange, Sender } from './client.mjs'
import { parcel, SECRET } from './parcels.mjs'

const [, , folder] = process.argv
const require = createRequire(join(folder, 'package.json'))
const { createWebhookHandler, WebhookError, WebhookVerifier } = require('webhook-verifier')
const { toNodeHandler, verifyNodeRequest } = require('webhook-verifier/node')
const { webhookPlugin } = require('webhook-verifier/fastify')
const { toLambdaHandler } = require('webhook-verifier/aws-lambda')

const tally = new Tally()
const unhandled = []
for (const event of ['unhandledRejection', 'uncaughtException']) process.on(event, (error) => unhandled.push(error))
let port

/** Runs `work` while the server listens, on `port`. */
async function serving(server, work) {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  port = server.address().port
  try {
    return await work()
  } finally {
    server.close()
    server.closeAllConnections?.()
    same(unhandled.splice(0).map(String), [], 'unhandled errors')
  }
}

function receiver(more) {
  const seen = { handled: [], rejected: [], errors: [], platforms: [] }
  const handler = createWebhookHandler({
    secrets: SECRET,
    maxBodyBytes: 100_000,
    bodyTimeoutSeconds: 0.3,
    onEvent: (event, { platform, request }) => void (seen.handled.push(event), seen.platforms.push({ platform, request })),
    onRejected: ({ code }) => void seen.rejected.push(code),
    onError: (error) => void seen.errors.push(error),
    ...more,
  })
  return { ...seen, handler }
}

await tally.group('what the adapters refuse to be made of', [undefined, null, {}, 'handler'], (given) => {
  isError(thrown(() => toNodeHandler(given)), TypeError)
  isError(thrown(() => toLambdaHandler(given)), TypeError)
})

await tally.group('the functions get Node\'s own request and response', ['req, res'], async () => {
  const { handler, platforms } = receiver()
  const server = createServer(toNodeHandler(handler))
  await serving(server, () => exchange(port, parcel({ 'x-forwarded-for': '192.0.2.1' }), { path: '/webhook?tenant=a' }))
  const [{ platform, request }] = platforms
  same([platform.length, platform[0].socket !== undefined, typeof platform[1].end], [2, true, 'function'], 'platform')
  same([request.method, request.url, request.headers.get('x-forwarded-for')], ['POST', 'http://receiver.example/webhook?tenant=a', '192.0.2.1'], 'request')
})

const FAILING = { 'throws': () => { throw new EvalError('handler') }, 'rejects': () => Promise.reject(new EvalError('handler')), 'answers nonsense': async () => 'ok' }
await tally.group('a handler of somebody else\'s that', Object.entries(FAILING), async ([, handler]) => {
  const errors = []
  const { error } = console
  console.error = (thing) => void errors.push(thing)
  try {
    await serving(createServer(toNodeHandler(handler)), async () => same((await exchange(port, parcel())).status, 500, 'status'))
    same(errors.length, 1, 'errors on the console')
    const passed = []
    const listener = toNodeHandler(handler)
    const next = (req, res) => listener(req, res, (problem) => (passed.push(problem), res.writeHead(418).end()))
    await serving(createServer(next), async () => same((await exchange(port, parcel())).status, 418, 'status of the framework'))
    same([passed.length, passed[0] instanceof Error, errors.length], [1, true, 1], 'what next got')
  } finally {
    console.error = error
  }
})

await tally.group('HTTP/2', ['handled once', 'forged', 'copies of a header', 'too large', 'stalls', 'hangs up'], async (name) => {
  const { handler, handled, rejected } = receiver()
  await serving(createServer2(toNodeHandler(handler)), async () => {
    const session = connect(`http://127.0.0.1:${port}`)
    const post = async ({ headers, body }, { isWhole = true } = {}) => {
      const stream = session.request({ ':method': 'POST', ':path': '/webhook', ...headers }).on('error', () => {})
      if (isWhole) stream.end(body)
      else stream.write(body)
      const [answer] = await once(stream, 'response')
      let text = ''
      for await (const piece of stream.setEncoding('utf8')) text += piece
      return [answer[':status'], text]
    }
    const delivery = parcel()
    const CHECKS = {
      'handled once': async () => {
        same([await post(delivery), await post(delivery), handled.length], [[200, ''], [200, ''], 1], 'answers')
      },
      'forged': async () => same(await post(parcel({ secret: 'another' })), [401, '{"code":"unauthorized"}'], 'answer'),
      'copies of a header': async () => same(await post(parcel({ 'x-webhook-event': ['job.completed', 'job.failed'] })), [400, '{"code":"ambiguous_header"}'], 'answer'),
      'too large': async () => same(await post(parcel({ body: 'x'.repeat(100_001) })), [413, '{"code":"body_too_large"}'], 'answer'),
      'stalls': async () => same(await post({ ...delivery, body: '{' }, { isWhole: false }), [408, '{"code":"body_timeout"}'], 'answer'),
      'hangs up': async () => {
        const stream = session.request({ ':method': 'POST', ':path': '/webhook', ...delivery.headers }).on('error', () => {})
        stream.write('{')
        await new Promise((resolve) => setTimeout(resolve, 50))
        stream.close(8)
        for (let turn = 0; turn < 1000 && !rejected.length; turn++) await new Promise((resolve) => setTimeout(resolve, 5))
        // Node reports it as the end of the body, which is then judged as far as it came.
        same(rejected, ['signature_mismatch'], 'refusals')
      },
    }
    try {
      await CHECKS[name]()
      if (name !== 'handled once') same([await post(parcel()), handled.length], [[200, ''], 1], 'the next delivery')
    } finally {
      session.destroy()
    }
  })
})

await nodeRequests()
await lambda()
if (!tally.end()) process.exitCode = 1

async function nodeRequests() {
  const verifier = new WebhookVerifier({ secrets: SECRET, maxBodyBytes: 1000 })
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
      if (name in CODES) same(results[0].code, CODES[name], 'code')
    })
  })
  const plain = (more) => ({ method: 'POST', url: '/', headers: {}, rawHeaders: Object.entries(parcelHeaders).flat(), ...more })
  const { headers: parcelHeaders, body } = parcel()
  const bytes = Buffer.from(body)
  const PLACES = { 'rawBody': { rawBody: bytes, body: {} }, 'rawBody first': { rawBody: bytes, body: Buffer.from('{}') }, 'body': { body: bytes }, 'a Uint8Array': { body: new Uint8Array(bytes) } }
  await tally.group('verifyNodeRequest finds the bytes in', Object.entries(PLACES), async ([, more]) => {
    same((await verifyNodeRequest(verifier, plain(more))).name, 'job.completed', 'name')
  })
  await tally.group('verifyNodeRequest without rawHeaders', ['headers'], async () => {
    same((await verifyNodeRequest(verifier, { ...plain({ body: bytes }), headers: parcelHeaders, rawHeaders: undefined })).name, 'job.completed', 'name')
  })
  const WRONG = { 'nothing': undefined, 'a text': 'req', 'a Request': new Request('http://a.example/', { method: 'POST', body: '{}' }) }
  await tally.group('verifyNodeRequest of', Object.entries(WRONG), async ([, req]) => isError(await rejected(verifyNodeRequest(verifier, req)), TypeError))
}

/** The rest of a body that is too large is let go, and the next request on the connection is read. */
async function onOneConnection() {
  const sender = await Sender.to(port)
  for (const [delivery, status] of [[parcel({ body: 'x'.repeat(200_000) }), 413], [parcel({ secret: 'another' }), 401], [parcel(), 200]]) {
    sender.head({ ...delivery.headers, 'content-length': Buffer.byteLength(delivery.body) })
    await sender.write(delivery.body)
    same((await sender.answer()).status, status, 'status')
  }
  sender.hangUp()
}

async function lambda() {
  const context = { awsRequestId: 'r' }
  const base64 = (text) => Buffer.from(text ?? '').toString('base64')
  const two = ({ headers, body }, method = 'POST') => ({
    version: '2.0',
    routeKey: '$default',
    rawPath: '/webhook',
    rawQueryString: 'tenant=a',
    headers: { 'content-type': 'application/json', 'host': 'abc.lambda-url.eu-west-1.on.aws', ...headers },
    requestContext: { domainName: 'abc.lambda-url.eu-west-1.on.aws', http: { method, path: '/webhook', protocol: 'HTTP/1.1', sourceIp: '192.0.2.1' } },
    body,
    isBase64Encoded: false,
  })
  const one = ({ headers, body }, method = 'POST') => ({
    resource: '/webhook',
    path: '/webhook',
    httpMethod: method,
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value].flat().at(-1)])),
    multiValueHeaders: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toUpperCase(), [value].flat()])),
    requestContext: { domainName: 'abc.execute-api.eu-west-1.amazonaws.com', httpMethod: method, stage: 'prod' },
    body,
    isBase64Encoded: false,
  })
  const encoded = (shape) => (delivery, method) => ({ ...shape(delivery, method), body: base64(delivery.body), isBase64Encoded: true })
  const joined = (shape) => (delivery, method) => ({ ...shape({ ...delivery, headers: Object.fromEntries(Object.entries(delivery.headers).map(([name, value]) => [name, [value].flat().join(',')])) }, method) })
  const plain = (delivery, method) => ({ ...one(delivery, method), multiValueHeaders: null })
  const SHAPES = { 'function URL': joined(two), 'function URL, base64': encoded(joined(two)), 'API Gateway 1.0': one, 'API Gateway 1.0, base64': encoded(one), 'API Gateway 1.0, single headers': plain }

  await tally.group('Lambda', Object.entries(SHAPES), async ([name, shape]) => {
    const { handler, handled, rejected, platforms } = receiver()
    const invoke = toLambdaHandler(handler)
    const delivery = parcel()
    same(await invoke(shape(delivery), context), { statusCode: 200, headers: {}, body: '', isBase64Encoded: false }, 'answer')
    same((await invoke(shape(delivery), context)).statusCode, 200, 'status of the copy')
    same([handled.length, handled[0].data.text], [1, 'é€'], 'handled')
    ok(platforms[0].platform[1] === context && platforms[0].request.url.startsWith('https://abc.'), 'the platform is lost')
    const json = { 'content-type': 'application/json' }
    same(await invoke(shape(parcel({ secret: 'another' })), context), { statusCode: 401, headers: json, body: '{"code":"unauthorized"}', isBase64Encoded: false }, 'answer to a forged one')
    same((await invoke(shape({ headers: {}, body: '' }, 'GET'), context)).headers.allow, 'POST', 'Allow')
    same((await invoke(shape(parcel({ body: 'x'.repeat(100_001) })), context)).statusCode, 413, 'status of one too large')
    same((await invoke(shape({ headers: {}, body: null }), context)).statusCode, 401, 'status of one without a body')
    if (!name.includes('single')) {
      same((await invoke(shape(parcel({ 'x-webhook-event': ['job.completed', 'job.failed'] })), context)).statusCode, 400, 'status of copies that differ')
    }
    same((await invoke(shape(parcel({ 'x-webhook-signature': '中文' })), context)).statusCode, 401, 'status of a signature beyond Latin-1')
    same(rejected.includes('malformed_signature'), true, 'whether that was a malformed_signature')
  })

  await tally.group('what is no event of HTTP', [undefined, {}, { Records: [] }], async (event) => {
    isError(await rejected(toLambdaHandler(receiver().handler)(event, context)), TypeError)
  })

  await tally.group('a plugin without routes', [{}, { routes: {} }, { routes: { '/webhook': {} } }], async (options) => {
    const app = { removeAllContentTypeParsers() {}, addContentTypeParser() {}, all() {} }
    isError(await rejected(webhookPlugin(app, options)), TypeError)
  })
}
