// toLambdaHandler with the events that AWS documents, what it and webhookPlugin refuse, and the plugin among an app's hooks.
// @run adapter of Lambda, Node 26; on: Node 26
import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { createGunzip, gzipSync } from 'node:zlib'
import { toolFolder } from '../../../scripts/runtimes.mjs'
import { isError, ok, rejected, same, thrown } from '../../suite/expect.mjs'
import { Tally } from '../../suite/tally.mjs'
import { folder, library } from '../installed.mjs'
import { receiver } from './recording-handler.mjs'
import { parcel, SECRET } from './signed-deliveries.mjs'

/**
 * A delivery, and the events that Lambda makes of one: read here as bags of members.
 * @typedef {{ headers: Record<string, Mistyped>, body: Mistyped }} Sent
 * @typedef {(delivery: Sent, method?: string) => Mistyped} Shape
 * @typedef {(name: string, values: Mistyped[]) => [name: string, value: unknown]} Change
 */
/** @import { Mistyped } from '../../suite/cases.d.ts' */

// Not named `require`, which a compiler knows: wrong values are passed on purpose.
const load = createRequire(join(folder, 'package.json'))
const { toLambdaHandler } = load('webhook-verifier/aws-lambda')
const { webhookPlugin } = load('webhook-verifier/fastify')

const { createWebhookHandler, WebhookVerifier } = library

const DOMAIN = 'abc.lambda-url.eu-west-1.on.aws'
const context = { awsRequestId: 'r' }
/**
 * @param {object} headers
 * @param {Change} change
 */
const mapped = (headers, change) => Object.fromEntries(Object.entries(headers).map(([name, value]) => change(name, [value].flat())))

/**
 * AWS joins the copies of a header.
 * @param {Sent} delivery
 */
const second = ({ headers, body }, method = 'POST') => ({
  version: '2.0',
  routeKey: '$default',
  rawPath: '/webhook',
  rawQueryString: 'tenant=a',
  headers: { 'content-type': 'application/json', 'host': DOMAIN, ...mapped(headers, (name, values) => [name, values.join(',')]) },
  requestContext: { domainName: DOMAIN, http: { method, path: '/webhook', protocol: 'HTTP/1.1', sourceIp: '192.0.2.1' } },
  body,
  isBase64Encoded: false
})

/**
 * Names as they came; of the copies of a header, `headers` has the last.
 * @param {Sent} delivery
 */
const first = ({ headers, body }, method = 'POST') => ({
  resource: '/webhook',
  path: '/webhook',
  httpMethod: method,
  headers: mapped(headers, (name, values) => [name, values.at(-1)]),
  multiValueHeaders: mapped(headers, (name, values) => [name.toUpperCase(), values]),
  requestContext: { domainName: 'abc.execute-api.eu-west-1.amazonaws.com', httpMethod: method, stage: 'prod' },
  body,
  isBase64Encoded: false
})

/**
 * Names in lower case, values as they came.
 * @param {Sent} delivery
 * @param {string} [method]
 */
const balanced = (delivery, method) => {
  const { headers } = first(delivery, method)
  return {
    ...singles({ 'host': 'balancer.example', ...headers }),
    httpMethod: method ?? 'POST',
    path: '/webhook',
    ...balancerContext,
    body: delivery.body,
    isBase64Encoded: false
  }
}
const balancerContext = { requestContext: { elb: { targetGroupArn: 'arn:aws:elasticloadbalancing:r:1:targetgroup/t/1' } } }
/** @param {object} headers */
const singles = (headers) => ({ headers, queryStringParameters: {} })

/**
 * The target group has multi-value headers: no map of single values, in either direction.
 * @param {Sent} delivery
 */
const balancedMulti = (delivery, method = 'POST') => {
  const { headers, queryStringParameters, ...rest } = balanced(delivery, method)
  const multiValueHeaders = mapped({ host: 'balancer.example', ...delivery.headers }, (name, values) => [name, values])
  return { ...rest, multiValueHeaders, multiValueQueryStringParameters: {} }
}

/**
 * @param {Shape} shape
 * @returns {Shape}
 */
const encoded = (shape) => (delivery, method) => ({
  ...shape(delivery, method),
  body: Buffer.from(delivery.body ?? '').toString('base64'),
  isBase64Encoded: true
})

/** @type {Record<string, Shape>} */
const SHAPES = {
  'function URL or API Gateway 2.0': second,
  'the same in base64': encoded(second),
  'API Gateway 1.0': first,
  'API Gateway 1.0 in base64': encoded(first),
  'API Gateway 1.0 without multiValueHeaders': (...args) => ({ ...first(...args), multiValueHeaders: null }),
  'API Gateway 1.0 with empty multiValueHeaders': (...args) => ({ ...first(...args), multiValueHeaders: {} }),
  'Application Load Balancer': balanced,
  'Application Load Balancer with multi-value headers': balancedMulti,
  'Application Load Balancer in base64': encoded(balanced)
}
/** @param {Shape} shape */
const keepsCopies = (shape) => {
  const { version, multiValueHeaders } = shape(parcel())
  return version === '2.0' || Object.keys(multiValueHeaders ?? {}).length > 0
}

/**
 * @param {number} statusCode
 * @param {string} [code]
 */
const answerOf = (statusCode, code) => ({
  statusCode,
  headers: code ? { 'content-type': 'application/json' } : {},
  body: code ? JSON.stringify({ code }) : '',
  isBase64Encoded: false
})

const PHRASES = { 200: '200 OK', 400: '400 Bad Request', 401: '401 Unauthorized', 413: '413 Content Too Large' }

/**
 * The answer in the form that the sender of the event takes.
 * @param {ReturnType<typeof answerOf>} answer
 * @param {Mistyped} event
 */
function expected({ headers, ...answer }, event) {
  if (!event.requestContext?.elb) return { headers, ...answer }
  const forms = event.multiValueHeaders ? { multiValueHeaders: mapped(headers, (name, values) => [name, values]) } : { headers }
  return { ...answer, ...forms, statusDescription: PHRASES[/** @type {keyof typeof PHRASES} */ (answer.statusCode)] }
}

const [, , , blank] = process.argv
if (blank) {
  const event = second(parcel({ secret: 'another', [blank]: `a${' '.repeat(1_000_000)}b` }))
  console.log((await toLambdaHandler(receiver().handler)(event, context)).statusCode)
  process.exit()
}

const tally = new Tally()
for (const [name, shape] of Object.entries(SHAPES)) {
  const { handler, handled, rejected: refusals, platforms } = receiver()
  /**
   * @param {Sent} delivery
   * @param {string} [method]
   */
  const invoke = (delivery, method) => toLambdaHandler(handler)(shape(delivery, method), context)
  const once = parcel()
  const large = { body: 'x'.repeat(100_001) }
  /** @type {Record<string, [delivery: Sent, answer: ReturnType<typeof answerOf>]>} */
  const CASES = {
    'genuine': [once, answerOf(200)],
    'a copy': [once, answerOf(200)],
    'forged': [parcel({ secret: 'another' }), answerOf(401, 'unauthorized')],
    'too large': [parcel(large), answerOf(413, 'body_too_large')],
    'no body': [{ headers: {}, body: null }, answerOf(401, 'unauthorized')],
    'beyond Latin-1': [parcel({ 'x-webhook-signature': '中文' }), answerOf(401, 'unauthorized')],
    ...(keepsCopies(shape) && {
      'copies that differ': [parcel({ 'x-webhook-event': ['job.completed', 'job.failed'] }), answerOf(400, 'ambiguous_header')]
    })
  }
  await tally.group(`Lambda, ${name}`, Object.entries(CASES), async ([, [delivery, answer]]) =>
    same(await invoke(delivery), expected(answer, shape(delivery)), 'answer')
  )
  await tally.group('what the functions saw', ['event, request, platform, refusals, 405'], async () => {
    same([handled.length, handled[0].data.text], [1, 'é€'], 'handled')
    ok(
      platforms[0].platform[1] === context && /^https:\/\/(abc\.|balancer\.example\/)/.test(platforms[0].request.url),
      'the platform is lost'
    )
    ok(refusals.includes('malformed_signature'), 'no malformed_signature')
    const { headers, multiValueHeaders } = /** @type {Mistyped} */ (await invoke({ headers: {}, body: '' }, 'GET'))
    same(multiValueHeaders?.allow ?? [headers?.allow], ['POST'], 'Allow')
  })
}

const GATEWAY = 'https://abc.execute-api.eu-west-1.amazonaws.com/webhook'
/** @type {Record<string, any[]>} */
const URLS = {
  'with a query': [second, {}, `https://${DOMAIN}/webhook?tenant=a`],
  'without a query': [second, { rawQueryString: '' }, `https://${DOMAIN}/webhook`],
  'without a domain': [second, { requestContext: { http: { method: 'POST' } } }, 'https://localhost/webhook?tenant=a'],
  'of version 1.0': [first, {}, GATEWAY],
  'of version 1.0 without a domain': [first, { requestContext: {} }, 'https://localhost/webhook'],
  'of version 1.0 without a context': [first, { requestContext: undefined }, 'https://localhost/webhook'],
  'of version 1.0 without a path': [first, { path: undefined }, GATEWAY.replace('webhook', '')],
  'of version 1.0 with a path that begins without a slash': [first, { path: 'webhook' }, GATEWAY],
  'of version 1.0 with a decoded path': [first, { path: '/a?b#c' }, GATEWAY.replace('webhook', 'a%3Fb%23c')],
  'of version 1.0 with a query, decoded by AWS': [
    first,
    { queryStringParameters: { 'tenant': 'a&b=c', 'é ': '%41' } },
    `${GATEWAY}?tenant=a%26b%3Dc&%C3%A9%20=%2541`
  ],
  'of version 1.0 with copies in the query': [
    first,
    { queryStringParameters: { tenant: 'b' }, multiValueQueryStringParameters: { tenant: ['a', 'b'], empty: [''] } },
    `${GATEWAY}?tenant=a&tenant=b&empty=`
  ],
  'of version 1.0 with an empty map of copies': [
    first,
    { queryStringParameters: { tenant: 'b' }, multiValueQueryStringParameters: {} },
    `${GATEWAY}?tenant=b`
  ],
  'of version 1.0 with null for a query': [first, { queryStringParameters: null, multiValueQueryStringParameters: null }, GATEWAY],
  'of version 2.0 without its raw parts': [
    second,
    { rawPath: undefined, rawQueryString: undefined, queryStringParameters: { tenant: 'é' } },
    `https://${DOMAIN}/webhook?tenant=%C3%A9`
  ],
  'of a load balancer with a query, still encoded': [
    balanced,
    { queryStringParameters: { 'tenant': 'a%26b', '%C3%A9': '' } },
    'https://balancer.example/webhook?tenant=a%26b&%C3%A9='
  ],
  'of a load balancer with copies in the query': [
    balancedMulti,
    { multiValueQueryStringParameters: { tenant: ['a%20', 'b'] } },
    'https://balancer.example/webhook?tenant=a%20&tenant=b'
  ],
  "of a load balancer with a host that is the sender's trick": [
    (/** @type {Sent} */ delivery) => balanced({ ...delivery, headers: { ...delivery.headers, host: 'a.example/other?' } }),
    {},
    'https://localhost/webhook'
  ],
  ...Object.fromEntries(
    ['a.example:99999', '999.999.999.999', '1.2.3.4.5', '[:::]'].map((host) => [
      `of a load balancer with the host ${host}, which no URL can have`,
      [(/** @type {Sent} */ delivery) => balanced({ ...delivery, headers: { ...delivery.headers, host } }), {}, 'https://localhost/webhook']
    ])
  )
}
await tally.group('the URL of an event', Object.entries(URLS), async ([, [shape, more, url]]) => {
  const { handler, platforms } = receiver()
  const { statusCode } = await toLambdaHandler(handler)({ ...shape(parcel()), ...more }, context)
  same([statusCode, platforms[0].request.url], [200, url], 'status, url')
})

await tally.group('what is signed may be nothing', [null, undefined], async (body) => {
  const event = { ...second(parcel({ body: '' })), body }
  same(await toLambdaHandler(receiver().handler)(event, context), answerOf(400, 'malformed_payload'), 'answer')
})

await tally.group('methods and names that no Request has', ['GET', 'get', 'TRACE', 'CONNECT', 'TRACK'], async (method) => {
  const { handler } = receiver()
  for (const shape of [second, first]) {
    same((await toLambdaHandler(handler)(shape(parcel(), method), context)).statusCode, 405, `status of ${method}`)
    same((await toLambdaHandler(handler)(shape(parcel({ 'a b': '1', '': '2' })), context)).statusCode, 200, 'status with odd names')
  }
})
await tally.group('what a function sees of such a method', ['TRACE'], async (method) => {
  for (const shape of [second, first]) {
    /** @param {Request} request */
    const look = async (request) => new Response([request.method, request.headers.get('x-tenant'), await request.text()].join())
    same(
      (await toLambdaHandler(look)(/** @type {Mistyped} */ (shape(parcel({ 'x-tenant': 'a' }), method)), context)).body,
      'TRACE,a,',
      'method, header, body'
    )
  }
})
await tally.group("a verifier found by the event's query", [first, balanced, balancedMulti], async (shape) => {
  /** @param {{ url: string }} parts */
  const verifier = ({ url }) => new WebhookVerifier(new URL(url).searchParams.get('tenant') === 'a' ? SECRET : 'another')
  const { handler } = receiver({ secrets: undefined, maxBodyBytes: undefined, verifier })
  const query =
    shape === balancedMulti ? { multiValueQueryStringParameters: { tenant: ['a'] } } : { queryStringParameters: { tenant: 'a' } }
  same((await toLambdaHandler(handler)({ ...shape(parcel()), ...query }, context)).statusCode, 200, 'status')
})

const NAME = 'x-webhook-event'
/** @type {Record<string, any[]>} */
const HEADERS = {
  'that middleware removed': [{}, { [NAME]: ['a', 'b'] }, null],
  'that middleware set': [{ [NAME]: 'c' }, { [NAME]: ['a', 'b'] }, 'c'],
  'that middleware spelled otherwise': [{ [NAME]: 'b' }, { 'X-Webhook-Event': ['a', 'b'] }, 'a, b'],
  'that came in two spellings': [
    { 'X-Webhook-Event': 'a', [NAME]: 'a' },
    { 'X-Webhook-Event': ['a'], [NAME]: ['a', 'a', 'a'] },
    'a, a, a, a'
  ],
  'that came in two spellings with different values': [
    { 'X-Webhook-Event': 'a', [NAME]: 'b' },
    { 'X-Webhook-Event': ['a', 'c'], [NAME]: ['d', 'b'] },
    'a, c, d, b'
  ],
  'that has no copies': [{ [NAME]: 'c' }, { other: ['a'] }, 'c']
}
await tally.group('a header', Object.entries(HEADERS), async ([, [headers, multiValueHeaders, value]]) => {
  /** @param {Request} request */
  const look = async (request) => new Response(request.headers.get(NAME) ?? 'null')
  const event = { ...first(parcel()), headers: { host: 'a', ...headers }, multiValueHeaders }
  same((await toLambdaHandler(look)(event, context)).body, String(value), 'value')
})

/** @type {Record<string, any[]>} */
const ODD = {
  'of a number': [{ 'x-webhook-timestamp': 5 }, 401],
  'with space around it': [(/** @type {string} */ name, /** @type {unknown} */ value) => ` ${value}\t`, 200],
  'beyond Latin-1 that the body has, too': [{ 'x-webhook-event': '完成', 'body': '{"event":"完成"}' }, 400]
}
await tally.group('a header value', Object.entries(ODD), async ([, [change, status]]) => {
  for (const shape of [second, first, balanced]) {
    const { headers, body } = parcel(typeof change === 'function' ? {} : change)
    const changed = typeof change === 'function' ? mapped(headers, (name, [value]) => [name, [change(name, value)]]) : headers
    const event = { ...shape({ headers, body }) }
    event.headers = mapped(changed, (name, [value]) => [name, value])
    same((await toLambdaHandler(receiver().handler)(event, context)).statusCode, status, 'status')
  }
})

await tally.group('no Fetch object is made', ['Request, Response, Headers'], async () => {
  const names = ['Request', 'Response', 'Headers']
  const scope = /** @type {Record<string, unknown>} */ (/** @type {unknown} */ (globalThis))
  const kept = names.map((name) => scope[name])
  const invoke = toLambdaHandler(createWebhookHandler({ secret: SECRET, on: { 'job.completed'() {} }, onRejected() {} }))
  for (const name of names) scope[name] = undefined
  try {
    for (const shape of [second, first, balanced]) {
      same((await invoke(shape(parcel()), context)).statusCode, 200, 'status')
      same((await invoke(shape(parcel({ secret: 'another' })), context)).statusCode, 401, 'status of a forgery')
    }
  } finally {
    for (const [index, name] of names.entries()) scope[name] = kept[index]
  }
})

/** In a process of its own, which is ended where it would take hours. */
await tally.group('a million blanks in a header', ['x-other', 'x-webhook-signature'], async (name) => {
  const { status, stdout } = spawnSync(process.execPath, [fileURLToPath(import.meta.url), folder, name], {
    timeout: 60_000,
    encoding: 'utf8'
  })
  same([status, stdout], [0, '401\n'], 'status and output')
})

await tally.group('a body that something has read', [{}, [], 1, true, new Date(0)], async (body) => {
  for (const shape of [second, first, balanced]) {
    const error = await rejected(toLambdaHandler(receiver().handler)({ ...shape(parcel()), body }, context))
    isError(error, TypeError)
    ok(/^The event's body is \w+, not the text that arrived\. Use /.test(error.message), error.message)
  }
})
await tally.group('a body of bytes', [Buffer.from, (/** @type {string} */ text) => new TextEncoder().encode(text)], async (toBytes) => {
  const delivery = parcel()
  same(await toLambdaHandler(receiver().handler)({ ...second(delivery), body: toBytes(delivery.body) }, context), answerOf(200), 'answer')
})

await tally.group('what is no event of HTTP', [undefined, {}, { Records: [] }], async (event) => {
  isError(await rejected(toLambdaHandler(receiver().handler)(event, context)), TypeError)
})

await tally.group('awslambda.streamifyResponse, which drops what is returned', ['is refused before the work'], async () => {
  const one = receiver()
  const error = await rejected(
    /** @type {(...wrong: unknown[]) => unknown} */ (toLambdaHandler(one.handler))(second(parcel()), new PassThrough(), context)
  )
  isError(error, TypeError)
  same([one.handled.length, error.message.includes('streamifyResponse')], [0, true], 'handled, message')
})

await tally.group('what toLambdaHandler refuses to be made of', [undefined, null, {}, 'handler'], (given) =>
  isError(
    thrown(() => toLambdaHandler(given)),
    TypeError
  )
)

await tally.group('a plugin without routes', [{}, { routes: {} }, { routes: { '/webhook': {} } }], async (options) => {
  const app = { removeAllContentTypeParsers() {}, addContentTypeParser() {}, all() {} }
  isError(await rejected(webhookPlugin(app, options)), TypeError)
})

/** @type {Record<string, any[]>} */
const HOOKED = {
  'that unpacks the stream': [parcel(), 200, 'yes'],
  'that would change an answer after which the connection ends': [parcel({ body: 'x'.repeat(100_001) }), 413, undefined]
}
await tally.group('a Fastify app with a hook', Object.entries(HOOKED), async ([, [{ headers, body }, status, hooked]]) => {
  const app = createRequire(join(toolFolder('frameworks'), 'package.json'))('fastify')()
  app.addHook('preParsing', async (/** @type {Request} */ request, /** @type {Foreign} */ reply, /** @type {Foreign} */ payload) =>
    payload.pipe(createGunzip())
  )
  app.addHook('onSend', async (/** @type {Request} */ request, /** @type {Foreign} */ reply) => void reply.header('x-hooked', 'yes'))
  app.register(webhookPlugin, { routes: { '/webhook': receiver({ bodyTimeoutSeconds: 10 }).handler } })
  const answer = await app.inject({ method: 'POST', url: '/webhook', headers, payload: gzipSync(body) })
  same([answer.statusCode, answer.headers['x-hooked']], [status, hooked], 'status, header')
  await app.close()
})

if (!tally.end()) process.exitCode = 1
