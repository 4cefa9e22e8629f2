// The message for each mistake of the caller, word for word: without a comparison a message can lose its sense unseen.
// @run messages; core
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { isError, same } from '../suite/expect.mjs'
import { Tally } from '../suite/tally.mjs'
import { freshEntry } from './fresh.mjs'
import { delivery, now } from './guide.mjs'
import { folder, library } from './installed.mjs'

/** @import { Mistyped } from '../suite/cases.d.ts' */
/** @import { ReplayStore } from 'webhook-verifier' */
/** @import { Library } from '../suite/cases.d.ts' */

const { createWebhookHandler, signWebhook, verifyWebhook, WebhookError, WebhookVerifier } = library
// Not named `require`, which a compiler knows: these are called as from a file without types.
const load = createRequire(join(folder, 'package.json'))
const { toNodeHandler, verifyNodeRequest } = load('webhook-verifier/node')
const { webhookPlugin } = load('webhook-verifier/fastify')
const { toLambdaHandler } = load('webhook-verifier/aws-lambda')
const { memoryReplayStore } = load('webhook-verifier/replay')
const { redisReplayStore } = load('webhook-verifier/replay/redis')
const { postgresReplayStore } = load('webhook-verifier/replay/postgres')

const SECRET = 'whsec_messages'
const TIME = '2026-01-01T00:00:00.000Z'
const verifier = new WebhookVerifier({ secrets: SECRET, now })
const good = delivery(SECRET)
/** @param {Mistyped} value */
const body = (value) => () => verifyWebhook(value, TIME, 'sha256=', SECRET)
/** @param {object} given */
const options = (given) => () => new WebhookVerifier({ secrets: SECRET, ...given })
/** @param {object} given */
const handler = (given) => () => createWebhookHandler({ secrets: SECRET, ...(!Object.hasOwn(given, 'on') && { onEvent() {} }), ...given })
/** @param {Mistyped} value */
const headers = (value) => () => verifier.verify({ headers: value, body: '{}' })
/** @param {object} [more] */
const request = (more) => ({ method: 'POST', headers: new Headers(good.headers), bodyUsed: false, body: null, arrayBuffer() {}, ...more })
/** @param {object} more */
const sent = (more) => () => verifier.verifyRequest(request(more))
/** @param {...(string | Buffer)} list */
const pieces = (...list) => {
  const read = async () => (list.length ? { done: false, value: list.shift() } : { done: true })
  return { getReader: () => ({ read, cancel: async () => {} }) }
}
/** @param {object} more */
const node = (more) => () => verifyNodeRequest(verifier, { headers: good.headers, ...more })
const app = { addHook() {}, removeAllContentTypeParsers() {}, addContentTypeParser() {}, all() {} }
/** @param {Mistyped[]} args */
const claim =
  (...args) =>
  () =>
    memoryReplayStore().claim(...args)
const wanted = { key: 'key', owner: 'a', leaseSeconds: 60, keepSeconds: 60 }
/** @param {ReplayStore} store */
const asked = (store) => store.claim(wanted)

const RAW =
  'The signature covers the raw bytes: pass the body as it arrived, before any parser reads it. ' +
  'For your framework, see https://github.com/webhook-verifier/webhook-verifier/blob/main/docs/frameworks.md.'
const SIGNED = 'The signature covers the raw bytes.'
const UNKNOWN =
  `${SIGNED} Call the handler before the body is read. ` +
  'For your framework, see https://github.com/webhook-verifier/webhook-verifier/blob/main/docs/frameworks.md.'
const FETCH = 'for anything else there is verify({ headers, body })'
const NODE = 'that goes through webhook-verifier/node'
const fetched = new Request('http://a.example/', { method: 'POST', body: '{}' })
const stream = { on() {} }
const NOT = 'a string, an ArrayBuffer or a view of one'
const VERIFIER_OPTIONS = 'secret, secrets, toleranceSeconds, futureToleranceSeconds, maxBodyBytes, now'
const HANDLER_OPTIONS =
  `${VERIFIER_OPTIONS}, verifier, on, schemas, replay, bodyTimeoutSeconds, acknowledge, ` +
  'onEvent, onHandled, onDuplicate, onRejected, onError, waitUntil'
const TYPES = 'job.started, job.completed, job.failed, unknown'
const UNSET = 'is its environment variable set?'
const NEWLINE = 'starts or ends with whitespace; was it read from a file with a newline?'
const BOTH = 'secret and secrets exclude each other; pass one of them'
const SHARED = 'The body is in a SharedArrayBuffer, whose bytes can change during the check; pass a copy.'
const PAIR = "pass the request and the response of Node's http server"
const PLUGIN = "webhookPlugin takes { routes: { '/path': createWebhookHandler(…) } }"
const SCHEMAS = "schemas['unknown'] must be a Standard Schema, as zod, valibot and arktype make them"
const NO_EVENT = 'is not an event of a function URL, an API Gateway or a load balancer: it has neither httpMethod nor requestContext.http'
const REDIS = 'redisReplayStore takes a client of redis, ioredis, iovalkey or Bun, or { eval(script, keys, args) }'
const POOL = 'postgresReplayStore takes a Pool or a Client of pg, or any client with query(text, values)'
const TABLE = 'table must be a name, or schema.name, of at most 55 letters, digits and underscores each'

const TYPE_ERRORS = {
  body: [
    [body(undefined), `The body is undefined, not ${NOT}: no body parser ran, or it was read already. ${RAW}`],
    [body(null), `The body is null, not ${NOT}: no body parser ran, or it was read already. ${RAW}`],
    [body({}), `The body is Object, not ${NOT}: a parser may have read it. ${RAW}`],
    [body(1), `The body is number, not ${NOT}: it is not a body. ${RAW}`],
    [body(Promise.resolve('')), `The body is Promise, not ${NOT}: await it first. ${RAW}`],
    [body(new SharedArrayBuffer(1)), SHARED],
    [body(new Uint8Array(new SharedArrayBuffer(1))), SHARED],
    [sent({ bodyUsed: true }), `The body was read already, by request.json() perhaps or an earlier verifyRequest. ${RAW}`],
    [sent({ body: { locked: true } }), `The body was read already, by request.json() perhaps or an earlier verifyRequest. ${RAW}`],
    [sent({ body: pieces('{}') }), 'A piece of the body is string, not a Uint8Array'],
    [sent({ body: {} }), `The body is Object, not ${NOT}: a parser may have read it. ${RAW}`]
  ],
  delivery: [
    [() => verifier.verify(), 'verify takes { headers, body }, not undefined'],
    [() => verifier.verify(null), 'verify takes { headers, body }, not null'],
    [() => verifier.verify('{}'), 'verify takes { headers, body }, not string'],
    [() => verifier.verify(Buffer.from('{}')), 'verify takes one object, { headers, body }'],
    [() => verifier.verify(request()), 'verify takes { headers, body }; for a Fetch Request there is await verifyRequest(request)'],
    [() => verifier.verify({ ...good, receivedAt: TIME }), 'receivedAt must be a valid Date, not string'],
    [() => verifier.safeVerify({ ...good, receivedAt: new Date(NaN) }), 'receivedAt must be a valid Date, not Date'],
    [() => verifier.verifyRequest(request(), { receivedAt: null }), 'receivedAt must be a valid Date, not null'],
    [() => verifier.verifyRequest(request(), { signal: {} }), 'signal must be an AbortSignal, not Object'],
    [
      () => verifier.verifyRequest(request(), { receivedat: TIME }),
      'there is no option of verifyRequest called receivedat; did you mean receivedAt?'
    ],
    [() => verifier.verifyRequest(request(), 1), 'the options of verifyRequest are number, not an object'],
    [() => verifier.verifyRequest(), `this takes a Fetch Request, not undefined; ${FETCH}`],
    [() => verifier.verifyRequest({ headers: {} }), `this takes a Fetch Request, not Object; ${FETCH}`],
    [() => verifier.verifyRequest({ arrayBuffer() {} }), `this takes a Fetch Request, not Object; ${FETCH}`],
    [() => verifier.verifyRequest({ request: fetched }), 'this takes a Fetch Request, not Object; pass its request'],
    [() => verifier.verifyRequest({ req: fetched }), 'this takes a Fetch Request, not Object; pass its req'],
    [() => verifier.verifyRequest({ req: { raw: fetched } }), 'this takes a Fetch Request, not Object; pass its req.raw'],
    [() => verifier.verifyRequest({ raw: fetched }), 'this takes a Fetch Request, not Object; pass its raw'],
    [() => verifier.verifyRequest(stream), `this takes a Fetch Request, not Object; ${NODE}`],
    [() => verifier.verifyRequest({ req: stream }), `this takes a Fetch Request, not Object; ${NODE}`],
    [() => verifier.verifyRequest({ raw: stream }), 'this takes a Fetch Request, not Object; that goes through webhook-verifier/fastify'],
    [
      () => verifier.verifyRequest({ requestContext: {} }),
      'this takes a Fetch Request, not Object; that goes through webhook-verifier/aws-lambda'
    ]
  ],
  headers: [
    [headers(undefined), 'headers must be a Headers object, a plain object or a list of pairs, not undefined'],
    [headers(null), 'headers must be a Headers object, a plain object or a list of pairs, not null'],
    [headers('a: b'), 'headers must be a Headers object, a plain object or a list of pairs, not string'],
    [headers(Promise.resolve({})), 'headers is a Promise; await it first, as in await headers()'],
    [headers(['a', 'b']), 'a list of headers must be of [name, value] pairs; of a Node request pass req.headers, not req.rawHeaders'],
    [headers([[1, 'b']]), 'a list of headers must be of [name, value] pairs; of a Node request pass req.headers, not req.rawHeaders'],
    [headers({ 'X-Webhook-Event': 1 }), 'the header x-webhook-event must be a string, not number'],
    [headers([['x-webhook-timestamp', ['a', {}]]]), 'the header x-webhook-timestamp must be a string, not Object']
  ],
  'verifyWebhook, signWebhook': [
    [() => verifyWebhook('{}', 1, 'sha256=', SECRET), "timestamp must be a header's value, a string, not number"],
    [() => verifyWebhook('{}', TIME, {}, SECRET), "signature must be a header's value, a string, not Object"],
    [() => signWebhook('{}', 1, SECRET), 'timestamp must be a string or a valid Date, not number'],
    [() => verifyWebhook('{}', TIME, 'sha256=', undefined), `secret must be a string or a Uint8Array, not undefined; ${UNSET}`],
    [() => verifyWebhook('{}', TIME, 'sha256=', 1), 'secret must be a string or a Uint8Array, not number'],
    [() => signWebhook('{}', TIME, ''), `secret is empty; ${UNSET}`],
    [() => signWebhook('{}', TIME, new Uint8Array(65537)), 'secret is longer than 65536 bytes']
  ],
  verifier: [
    [() => new WebhookVerifier(), `secret must be a string or a Uint8Array, not undefined; ${UNSET}`],
    [() => new WebhookVerifier({}), `secret must be a string or a Uint8Array, not undefined; ${UNSET}`],
    [
      () => new WebhookVerifier({ secret: undefined, secrets: undefined }),
      `secret must be a string or a Uint8Array, not undefined; ${UNSET}`
    ],
    [() => new WebhookVerifier({ secrets: undefined }), `secrets must be a string or a Uint8Array, not undefined; ${UNSET}`],
    [() => new WebhookVerifier({ secrets: [undefined] }), `secrets[0] must be a string or a Uint8Array, not undefined; ${UNSET}`],
    [() => new WebhookVerifier('k\n'), `secret ${NEWLINE}`],
    [() => new WebhookVerifier({ secret: ' \t' }), 'secret is only whitespace'],
    [() => new WebhookVerifier({ secret: 'a\0b' }), 'secret contains a NUL character'],
    [() => new WebhookVerifier(null), 'new WebhookVerifier takes a secret or options, not null'],
    [() => new WebhookVerifier(['a', 'b']), 'new WebhookVerifier takes one secret or options; pass a list as { secrets: [...] }'],
    [() => new WebhookVerifier({ secret: ['a'] }), 'secret must be one secret, not a list; pass a list as secrets'],
    [() => new WebhookVerifier({ secret: { id: 'a', secret: 'k' } }), 'secret must be a string or a Uint8Array, not Object'],
    [options({ secret: SECRET }), BOTH],
    [() => new WebhookVerifier({ secert: SECRET }), 'there is no option called secert; did you mean secret?'],
    [options({ tolerance: 1 }), 'there is no option called tolerance; did you mean toleranceSeconds?'],
    [options({ tolerance_seconds: 1 }), 'there is no option called tolerance_seconds; did you mean toleranceSeconds?'],
    [options({ algorithm: 'sha256' }), `there is no option called algorithm; there are ${VERIFIER_OPTIONS}`],
    [options({ now: 0 }), 'now must be a function that returns a Date, not number'],
    [() => new WebhookVerifier({ secrets: SECRET, now: () => 0 }).verify(good), 'now must return a valid Date'],
    [options({ secrets: [null] }), 'secrets[0] must be a string or a Uint8Array, not null'],
    [options({ secrets: [] }), 'secrets must be 1 to 4 secrets, not 0'],
    [options({ secrets: Array(5).fill(SECRET) }), 'secrets must be 1 to 4 secrets, not 5'],
    [options({ secrets: ['a', 'b'].map((secret) => ({ id: 'x', secret })) }), 'secrets: the ids must differ'],
    [options({ secrets: [SECRET, { secret: SECRET }] }), 'secrets[1].id must be a text that names the secret'],
    [options({ secrets: { id: '', secret: SECRET } }), 'secrets.id must be a text that names the secret'],
    [options({ secrets: [{ id: 'a', secret: SECRET, notAfter: 0 }] }), 'secrets[0].notAfter must be a valid Date, not number'],
    [
      options({ secrets: [{ id: 'a', secret: SECRET, notafter: new Date(0) }] }),
      'there is no member of secrets[0] called notafter; did you mean notAfter?'
    ],
    [options({ secrets: [{ id: 'a', secret: ' s' }] }), `secrets[0].secret ${NEWLINE}`],
    [options({ secrets: 'null' }), `secrets is the text of undefined, null or an object; ${UNSET}`],
    [
      () => {
        const disposed = new WebhookVerifier(SECRET)
        disposed.dispose()
        disposed.verify(good)
      },
      'this WebhookVerifier was disposed of'
    ]
  ],
  handler: [
    [() => createWebhookHandler(), 'createWebhookHandler takes options, not undefined'],
    [handler({ onevent() {} }), 'there is no option called onevent; did you mean onEvent?'],
    [handler({ algorithm: 1 }), `there is no option called algorithm; there are ${HANDLER_OPTIONS}`],
    [() => createWebhookHandler({ onEvent() {} }), `secret must be a string or a Uint8Array, not undefined; ${UNSET}`],
    [() => createWebhookHandler({ secrets: undefined, onEvent() {} }), `secrets must be a string or a Uint8Array, not undefined; ${UNSET}`],
    [handler({ secret: SECRET }), BOTH],
    [handler({ verifier }), 'secrets is decided by the verifier that is given; leave out one of the two'],
    [() => createWebhookHandler({ verifier: {} }), 'verifier must be a WebhookVerifier, not Object'],
    [handler({ on: {}, onEvent() {} }), 'on and onEvent exclude each other; leave out one of them'],
    [handler({ on: 1 }), 'on must be an object of functions, not number'],
    [handler({ on: { 'job.done': () => {} } }), `there is no event in on called job.done; there are ${TYPES}`],
    [handler({ on: { 'job.failed': undefined } }), "on['job.failed'] must be a function, not undefined"],
    [handler({ schemas: 1 }), 'schemas must be an object of schemas, not number'],
    [handler({ schemas: { 'job.done': {} } }), `there is no event in schemas called job.done; there are ${TYPES}`],
    [handler({ schemas: { unknown: {} } }), SCHEMAS],
    [handler({ schemas: { unknown: null } }), SCHEMAS],
    [handler({ schemas: null }), 'schemas must be an object of schemas, not null'],
    [handler({ replay: null }), 'replay must be false, a store or an object of options; null has no function claim, complete, release'],
    [() => createWebhookHandler(null), 'createWebhookHandler takes options, not null'],
    [
      handler({ replay: { claim() {} } }),
      'replay must be false, a store or an object of options; Object has no function complete, release'
    ],
    [handler({ onEvent: undefined }), 'a handler needs on or onEvent: without either, every delivery is acknowledged and none is handled'],
    [handler({ replay: { lease: 1 } }), 'there is no option of replay called lease; did you mean leaseSeconds?'],
    [handler({ replay: { scope: '' } }), 'scope must be a text of 1 to 256 characters, not string'],
    [handler({ replay: { dedupe: 'id' } }), "dedupe must be 'delivery' or 'event'"],
    [handler({ acknowledge: true }), "acknowledge must be 'after' or 'before'"],
    [handler({ onError: 1 }), 'onError must be a function, not number'],
    [handler({ onEvent: null }), 'onEvent must be a function, not null']
  ],
  adapters: [
    [() => toNodeHandler(1), 'toNodeHandler takes what createWebhookHandler made, not number'],
    [() => verifyNodeRequest(verifier), "verifyNodeRequest takes a verifier and a request of Node's, not undefined"],
    [
      () => verifyNodeRequest(verifier, request()),
      "verifyNodeRequest takes a verifier and a request of Node's, not Object; a Fetch Request goes to verifier.verifyRequest"
    ],
    [node({ readableDidRead: true, body: {} }), `The body was read already, by a parser that left its result in req.body. ${UNKNOWN}`],
    [node({ readableDidRead: true, body: '' }), `The body was read already, by a parser that left a string in req.body. ${UNKNOWN}`],
    [
      node({ readableDidRead: true, rawBody: '' }),
      `The body was read already, and req.rawBody is a string; bytes are needed. ${SIGNED} Assign the Buffer itself to req.rawBody.`
    ],
    [node({ readableDidRead: true }), `The body was read already, and neither req.rawBody nor req.body holds its bytes. ${UNKNOWN}`],

    [
      () => new Promise((_, reject) => toNodeHandler(() => {})(/** @type {Mistyped} */ ({}), /** @type {Mistyped} */ ({}), reject)),
      `toNodeHandler takes a response of Node's as its second argument, not Object; ${PAIR}`
    ],
    [() => webhookPlugin(app, {}), `${PLUGIN}, not undefined`],
    [() => webhookPlugin(app, { routes: {} }), `${PLUGIN}, not Object`],
    [() => webhookPlugin(app, { routes: { '/a': 1 } }), `${PLUGIN}, not number for /a`],
    [() => toLambdaHandler({}), 'toLambdaHandler takes what createWebhookHandler made, not Object'],
    [() => toLambdaHandler(() => {})(/** @type {Mistyped} */ ({})), `Object ${NO_EVENT}`],
    [() => toLambdaHandler(() => {})(/** @type {Mistyped} */ (undefined)), `undefined ${NO_EVENT}`]
  ],
  stores: [
    [claim(), 'a replay store takes one object, { key, owner, leaseSeconds, keepSeconds }'],
    [() => memoryReplayStore().complete('key', 'a'), 'a replay store takes one object, { key, owner, keepSeconds }'],
    [() => memoryReplayStore().release('key', 'a'), 'a replay store takes one object, { key, owner }'],
    [claim({ ...wanted, key: '' }), 'key must be a string that is not empty'],
    [claim({ ...wanted, owner: 1 }), 'owner must be a string that is not empty'],
    [() => memoryReplayStore(null), 'options must be an object'],
    [() => memoryReplayStore({ maxentries: 5 }), 'there is no option called maxentries; there is maxEntries'],
    [() => redisReplayStore({ eval() {} }, { prefix: 1 }), 'prefix must be a string'],
    [() => redisReplayStore({}), REDIS],
    [() => redisReplayStore(), REDIS],
    [() => postgresReplayStore({}), POOL],
    [() => postgresReplayStore(), POOL],
    [() => postgresReplayStore({ query() {} }, { table: 'a.b.c' }), TABLE],
    [() => postgresReplayStore({ query() {} }, { table: '' }), TABLE],
    [() => postgresReplayStore({ query() {} }, { table: 1 }), TABLE]
  ]
}

const RANGE_ERRORS = {
  amounts: [
    [options({ toleranceSeconds: -1 }), 'toleranceSeconds must be a finite number from 0, not -1'],
    [options({ futureToleranceSeconds: NaN }), 'futureToleranceSeconds must be a finite number from 0, not NaN'],
    [options({ maxBodyBytes: '1' }), 'maxBodyBytes must be a finite number from 0, not string'],
    [handler({ replay: { leaseSeconds: 0 } }), 'leaseSeconds must be more than 0'],
    [handler({ replay: { keepSeconds: 419 } }), 'keepSeconds must be at least 420, or replays could pass'],
    [() => memoryReplayStore({ maxEntries: 0.5 }), 'maxEntries must be a whole number from 1, not 0.5'],
    [claim({ ...wanted, keepSeconds: 0 }), 'keepSeconds must be a finite number above 0, not 0'],
    [claim({ ...wanted, leaseSeconds: Infinity }), 'leaseSeconds must be a finite number above 0, not Infinity']
  ]
}

const ERRORS = {
  stores: [
    [
      async () => {
        const store = memoryReplayStore({ maxEntries: 1 })
        await asked(store)
        await store.claim({ ...wanted, key: 'other' })
      },
      'the replay store is full: all of its 1 keys are live'
    ],
    [() => asked(redisReplayStore({ eval: async () => 3 })), 'Redis was asked for a claim and answered 3'],
    [
      () => asked(postgresReplayStore({ query: async () => ({ rows: [] }) })),
      'PostgreSQL was asked for a claim and answered undefined; is the client one whose query() resolves to rows?'
    ],
    [
      () => asked(postgresReplayStore({ query: async () => undefined })),
      'PostgreSQL was asked for a claim and answered undefined; is the client one whose query() resolves to rows?'
    ],
    [
      () => asked(postgresReplayStore({ query: async () => ({}) })),
      'PostgreSQL was asked for a claim and answered undefined; is the client one whose query() resolves to rows?'
    ]
  ]
}

/**
 * The calls of hooks for a good delivery to such a handler: each error, with its cause where it has one.
 * @param {object} given
 * @param {object} more
 */
async function told(given, more) {
  /** @type {Mistyped[]} */
  const seen = []
  /** @param {Error} error */
  const hook = (error) => void seen.push(error)
  const receive = createWebhookHandler({ verifier, onEvent() {}, onError: hook, onRejected: hook, ...given })
  await receive(/** @type {Request} */ (/** @type {unknown} */ (request({ body: pieces(Buffer.from(good.body)), ...more }))))
  for (const error of seen) same(/^[A-Z].*\.$/.test(error.hint), error instanceof WebhookError, 'whether there is a hint')
  return seen.map(({ name, message, cause }) => [`${name}: ${message}`, cause?.message ?? cause].filter(Boolean))
}

/** @param {() => unknown} claim */
const store = (claim) => ({ claim, complete() {}, release() {} })
/** @param {() => Promise<unknown>} read */
const reader = (read) => ({ body: { locked: false, getReader: () => ({ read, cancel() {} }) } })
const UNAVAILABLE = 'WebhookError: the replay store failed or was too slow'
const LATE = 'WebhookError: the body did not arrive in full'
const NONSENSE = "the replay store answered a claim with string, not 'claimed', 'in_progress' or 'done'"
const BUSY = 'WebhookError: another worker has this delivery in progress'
const SCHEMA = 'WebhookError: the schema refused the verified data'
const SLOW = 'the replay store took longer than 0.001 s'
const refusing = { '~standard': { validate: () => ({ issues: ['no'] }) } }
const never = () => new Promise(() => {})
const breaks = async () => {
  throw new Error('broken')
}

/** @type {[name: string, given: object, more: object, expected: unknown[]][]} */
const TOLD = [
  ['nonsense of a store', { replay: store(() => 'yes') }, {}, [[`TypeError: ${NONSENSE}`], [UNAVAILABLE, NONSENSE]]],
  ['a slow store', { replay: { store: store(never), timeoutSeconds: 0.001 } }, {}, [[`Error: ${SLOW}`], [UNAVAILABLE, SLOW]]],
  ['two workers', { replay: store(() => 'in_progress') }, {}, [[BUSY]]],
  ['a schema', { schemas: { 'job.completed': refusing } }, {}, [[SCHEMA, ['no']]]],
  ['a body that breaks off', {}, reader(breaks), [[LATE, 'broken']]],
  ['a body that never comes', { bodyTimeoutSeconds: 0.001 }, reader(never), [[LATE]]],
  ['an empty scope', { replay: { scope: () => '' } }, {}, [['TypeError: scope must be a text of 1 to 256 characters, not string']]],
  ['no verifier', { verifier: () => ({}) }, {}, [['TypeError: verifier must be a WebhookVerifier, not Object']]]
]

const again = /** @type {() => Library} */ (freshEntry(join(folder, 'node_modules/webhook-verifier'), 'index.js'))

/**
 * The result on a host that gives no instance: `error` is the host's own.
 * @param {Error} error
 */
function without(error) {
  const { Instance } = WebAssembly
  const { verifyWebhook } = again()
  WebAssembly.Instance = /** @type {any} */ (
    function () {
      throw error
    }
  )
  try {
    return verifyWebhook('{}', TIME, 'sha256=', SECRET)
  } finally {
    WebAssembly.Instance = Instance
  }
}

const policy = new WebAssembly.CompileError('blocked')
const FORBIDDEN =
  'This runtime forbids compiling WebAssembly, as Cloudflare Workers do. The package has to be resolved with the condition workerd; ' +
  "for Next.js on Workers, add serverExternalPackages: ['webhook-verifier'] to next.config."
/** The host's own, such as a stack that ends here, comes out as it is. */
const HOSTS = [new TypeError('mine'), new RangeError('mine')]

/** @param {number} millis */
const at = (millis) => new WebhookVerifier({ secrets: SECRET, now: () => new Date(Date.parse(TIME) + millis) })
const FILL = 'x'.repeat(100_000)
const JSON_HINT = 'Ask the sender for one strict JSON object in UTF-8.'
const DIAGNOSE = 'Save the delivery, and run npx webhook-verifier diagnose to find the cause.'
const MISMATCH = 'Check the secret, and that the body is the raw bytes; npx webhook-verifier diagnose finds the cause.'
const ENCODED =
  "Have the proxy pass the body on as it arrived; if middleware has decoded it already, delete req.headers['content-encoding']."
/** @param {string} body */
const signed = (body) => () => verifier.verify(delivery(SECRET, body))
/** @type {[work: () => unknown, message: string, hint: string | undefined][]} */
const REFUSALS = [
  [
    headers({ ...good.headers, 'x-webhook-signature': undefined }),
    'the x-webhook-signature header is missing or empty',
    'Check that the sender has a signing secret configured and that no proxy drops the header.'
  ],
  [
    headers({ ...good.headers, 'x-webhook-event': 'a, b' }),
    'the x-webhook-event header has several different values',
    'Look for a proxy or middleware that adds a second copy of the header.'
  ],
  [
    () => new WebhookVerifier({ secret: SECRET, now, maxBodyBytes: 1 }).verify(good),
    'the body is larger than the size limit',
    "Raise maxBodyBytes if the sender's payloads are this large."
  ],
  [headers({ ...good.headers, 'content-encoding': 'gzip' }), 'the body has a content encoding', ENCODED],
  [
    headers({ ...good.headers, 'x-webhook-signature': 'x' }),
    "the x-webhook-signature header is not 'sha256=' and 64 lowercase hex digits",
    DIAGNOSE
  ],
  [
    headers({ ...good.headers, 'x-webhook-timestamp': 'x' }),
    'the x-webhook-timestamp header is not an RFC 3339 time with a zone',
    DIAGNOSE
  ],
  [() => new WebhookVerifier({ secret: 'another', now }).verify(good), 'the signature matches none of the current secrets', MISMATCH],
  [
    () => at(300_001).verify(good),
    'the delivery is genuine but too old: signed at 2026-01-01T00:00:00.000Z, evaluated at 2026-01-01T00:05:00.001Z',
    'Pass receivedAt for a delivery that waited in a queue or an archive, or raise toleranceSeconds.'
  ],
  [
    () => verifier.verify({ ...good, receivedAt: new Date('2025-12-31T23:58:59.999Z') }),
    'the delivery is genuine but from the future: signed at 2026-01-01T00:00:00.000Z, evaluated at 2025-12-31T23:58:59.999Z',
    'Synchronize the clocks of sender and receiver, or raise futureToleranceSeconds.'
  ],
  [signed('{"a":1,}'), 'the body is not JSON (byte 7)', JSON_HINT],
  [signed(`{"o":{"a":1,"a":2},"f":"${FILL}"}`), 'the body has the same key twice in one object (byte 17)', JSON_HINT],
  [signed(`{"f":"${FILL}",}`), 'the body is not JSON (byte 100008)', JSON_HINT],
  [
    () => verifier.verify({ ...good, headers: { ...good.headers, 'x-webhook-event': 'job.failed' } }),
    'the x-webhook-event header and the body name different events',
    'Look for a proxy or middleware that changes the header, which the signature does not cover.'
  ]
]

/**
 * The warnings while verifiers with such options are made.
 * @param {object[]} list
 */
function warnings(...list) {
  const { warn } = console
  /** @type {string[]} */
  const lines = []
  console.warn = (...line) => lines.push(line.join(' '))
  try {
    const { WebhookVerifier } = again()
    for (const given of list) new WebhookVerifier({ secret: SECRET, ...given })
  } finally {
    console.warn = warn
  }
  return lines
}

/** @type {[name: string, given: object[], expected: string[]][]} */
const WARNINGS = [
  [
    'milliseconds',
    [{ toleranceSeconds: 300_000 }],
    ['webhook-verifier: toleranceSeconds: 300000 is 3.5 days; pass seconds, not milliseconds']
  ],
  [
    'hours',
    [{ futureToleranceSeconds: 60_000 }],
    ['webhook-verifier: futureToleranceSeconds: 60000 is 16.7 hours; pass seconds, not milliseconds']
  ],
  [
    'once',
    [{ toleranceSeconds: 60_000 }, { toleranceSeconds: 60_000 }],
    ['webhook-verifier: toleranceSeconds: 60000 is 16.7 hours; pass seconds, not milliseconds']
  ],
  [
    'more milliseconds than a month has seconds',
    [{ toleranceSeconds: 3_600_000 }],
    ['webhook-verifier: toleranceSeconds: 3600000 is 41.7 days; pass seconds, not milliseconds']
  ],
  ['seconds', [{ toleranceSeconds: 3_600 }, { toleranceSeconds: 5 * 86_400 }, { toleranceSeconds: 604_800 }, { maxBodyBytes: 1e9 }], []]
]

/**
 * @param {() => unknown} work
 * @returns {Promise<Mistyped>}
 */
async function failure(work) {
  try {
    await work()
  } catch (error) {
    return error
  }
  throw new Error('nothing was thrown')
}

const tally = new Tally()
/** @type {[ErrorConstructor, Record<string, Mistyped[][]>][]} */
const CLASSES = [
  [TypeError, TYPE_ERRORS],
  [RangeError, RANGE_ERRORS],
  [Error, ERRORS]
]
for (const [Class, groups] of CLASSES) {
  for (const [name, rows] of Object.entries(groups)) {
    await tally.group(
      `${Class.name}s: ${name}`,
      rows.map(([work, message]) => /** @type {[string, () => unknown]} */ ([message, work])),
      async ([message, work]) => {
        const error = await failure(work)
        isError(error, Class)
        same(error.message, message, 'message')
      }
    )
  }
}
await tally.group(
  'refusals',
  REFUSALS.map(([work, message, hint]) => /** @type {const} */ ([message, work, hint])),
  async ([message, work, hint]) => {
    const error = await failure(work)
    same([error.name, error.message, error.hint], ['WebhookError', message, hint], 'error')
    same(JSON.parse(JSON.stringify(error)), { code: error.code, status: error.status, message }, 'JSON')
  }
)
await tally.group('warnings', WARNINGS, ([, given, expected]) => same(warnings(...given), expected, 'lines'))
await tally.group(
  'hints of a WebhookError',
  [{ has: false }, { options: {}, has: false }, { options: { hint: 'try' }, has: true }],
  ({ options, has }) => {
    const error = new WebhookError('signature_mismatch', 401, 'mine', options)
    same(['hint' in error, error.hint], [has, options?.hint], 'hint')
  }
)
await tally.group('no WebAssembly', [policy], async (cause) => {
  const error = await failure(() => without(cause))
  isError(error, Error)
  same([error.message, error.cause === cause], [FORBIDDEN, true], 'message, cause')
})
await tally.group('errors of the host', HOSTS, async (error) => {
  same((await failure(() => without(error))) === error, true, 'it is the same')
})
await tally.group('a host without Symbol.dispose', [['constructor', 'verify', 'safeVerify', 'verifyRequest', 'dispose']], (methods) => {
  const { Symbol } = globalThis
  globalThis.Symbol = /** @type {any} */ ({ iterator: Symbol.iterator, toStringTag: Symbol.toStringTag })
  try {
    same(Reflect.ownKeys(again().WebhookVerifier.prototype), methods, 'methods')
  } finally {
    globalThis.Symbol = Symbol
  }
})
await tally.group('errors of the host in a Date', HOSTS.slice(1), async (error) => {
  const { getTime } = Date.prototype
  Date.prototype.getTime = () => {
    throw error
  }
  const told = await failure(() => verifier.verify(good))
  Date.prototype.getTime = getTime
  same(told === error, true, 'it is the same')
})
await tally.group('what a handler tells', TOLD, async ([, given, more, expected]) => {
  same(await told(given, more), expected, 'errors')
})
await tally.group('the longest secret', [65_536], (length) => same(signWebhook('', TIME, Buffer.alloc(length, 1)).length, 71, 'length'))
await tally.group('a good delivery verifies after all that', [good], (each) => same(verifier.verify(each).type, 'job.completed', 'type'))
if (!tally.end()) process.exitCode = 1
