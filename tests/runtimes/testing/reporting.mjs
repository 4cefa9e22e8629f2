// The run of all attacks on functions of Requests, and what it reports.
import { isError, ok, rejected, same } from '../../suite/expect.mjs'
import { EVERYTHING, namesOf, REPLAYS, RETRY } from './names.mjs'

/** @import { Kit, Library, Mistyped } from '../../suite/cases.d.ts' */
/** @import { Finding } from 'webhook-verifier/testing' */
/** @import { Tally } from '../../suite/tally.mjs' */
/** @import { AttackStep } from 'webhook-verifier/testing' */
/** @typedef {(request: Request) => Mistyped} Answer */

const SECRET = 'whsec_kit'
/** The unsigned ones. */
const SOME = 16
/** Of a report. */
const TEXTS = [
  'first valid delivery: 200',
  'ACCEPTED',
  'by anyone: anyone can sign any event',
  '- key: empty (200)',
  'INCONCLUSIVE',
  'ACCEPTED, SIGNED WITH YOUR SECRET',
  'only if the sender itself signs it: timestamps in other formats than the sent one are accepted\n    fix: accept RFC 3339'
]
/** @param {...(string[] | string)} names */
const sorted = (...names) => names.flat().sort()

/**
 * @param {Library} library
 * @param {Kit} kit
 * @param {Tally} tally
 */
export async function reporting({ createWebhookHandler }, { assertRejectsForgeries, attackEndpoint }, tally) {
  /** @param {Mistyped} [options] */
  const counted = (options) => {
    let count = 0
    const handler = createWebhookHandler({ secrets: SECRET, onEvent: () => void count++, onRejected() {}, ...options })
    return { handler, countHandled: () => count }
  }
  /** @param {number} status */
  const statusOf = (status) => async () => new Response(null, { status })
  /**
   * Genuine deliveries are the handler's, as far as it can tell; what it refuses is answered otherwise.
   * @param {Answer} answer
   */
  const instead = (answer) => {
    const { handler } = counted()
    return async (/** @type {Request} */ request) => {
      const response = await handler(request)
      return response.status === 200 ? response : answer(request)
    }
  }

  await tally.group('our handler', ['delivery', 'event', 'of its own clock'], async (dedupe) => {
    const now = () => new Date('2026-01-15T10:30:00.123Z')
    const options = dedupe === 'of its own clock' ? { now } : { replay: { dedupe } }
    const { handler, countHandled } = counted(options)
    const report = await assertRejectsForgeries(handler, { secret: SECRET, countHandled, ...(options.now && { now }) })
    same(
      report.controls,
      [
        { name: 'first valid delivery', status: 200 },
        { name: 'last valid delivery', status: 200 }
      ],
      'controls'
    )
    same([report.ok, namesOf(report.accepted), namesOf(report.crashed)], [true, [], []], 'accepted and crashed')
    // To it a re-signed retry is another delivery, unless it is told to look at the job.
    const isKnown = dedupe === 'event'
    same(namesOf(report.inconclusive), isKnown ? [] : [RETRY], 'inconclusive')
    same(namesOf(report.refused), sorted(EVERYTHING, REPLAYS, isKnown ? [RETRY] : []), 'refused')
  })

  await tally.group('without a count', ['replays are not sent'], async () => {
    const { handler, countHandled } = counted()
    const report = await assertRejectsForgeries(handler, { secret: SECRET })
    same([namesOf(report.inconclusive), countHandled()], [sorted(REPLAYS, RETRY), 2], 'inconclusive, and handled')
    ok(
      report.inconclusive.every(({ reason, status }) => reason?.includes('countHandled()') && status === null),
      'no reason'
    )
  })

  /** @type {Record<string, [verdict: 'accepted' | 'crashed' | 'refused' | 'inconclusive', answer: Answer]>} */
  const ANSWERS = {
    '200': ['accepted', () => new Response()],
    '202': ['accepted', () => new Response(null, { status: 202 })],
    '500': ['crashed', () => new Response(null, { status: 500 })],
    '503 with Retry-After': ['crashed', () => new Response(null, { status: 503, headers: { 'retry-after': '1' } })],
    'an exception': ['crashed', () => Promise.reject(new EvalError('broken'))],
    'an exception without a message': ['crashed', () => Promise.reject(new Error())],
    'an empty text thrown': ['crashed', () => Promise.reject('')],
    'no Response': ['crashed', () => 'ok'],
    '403': ['refused', () => new Response(null, { status: 403 })],
    '302': ['refused', () => new Response(null, { status: 302, headers: { location: '/login' } })],
    '429': ['inconclusive', () => new Response(null, { status: 429 })]
  }
  await tally.group('what answers mean', Object.entries(ANSWERS), async ([, [verdict, answer]]) => {
    const skip = EVERYTHING.slice(SOME)
    const report = await attackEndpoint(instead(answer), { secret: SECRET, skip })
    /** @param {{ name: string }} parts */
    const isGet = ({ name }) => name === 'unsigned: GET'
    /** @param {Finding[]} findings */
    const sent = (findings) => findings.filter(({ reason }) => !reason?.startsWith('not sent'))
    same(sent(report[verdict]).filter((each) => !isGet(each)).length, SOME - 1, verdict)
    // A GET that is answered 2xx is no delivery.
    same(namesOf(sent(report[verdict === 'accepted' ? 'inconclusive' : verdict]).filter(isGet)), ['unsigned: GET'], 'GET')
    same(report.ok, verdict === 'refused', 'ok')
  })

  await tally.group('no answer in time', ['each'], async () => {
    const skip = EVERYTHING.slice(3)
    const report = await attackEndpoint(
      instead(() => new Promise(() => {})),
      { secret: SECRET, timeoutSeconds: 0.2, skip }
    )
    same(namesOf(report.crashed), sorted(EVERYTHING.slice(0, 3)), 'crashed')
    same([report.crashed[0]?.status, report.crashed[0]?.detail], [null, 'no answer within 0.2 s'], 'the first')
    same(report.inconclusive.filter(({ reason }) => reason === 'not sent, as you asked').length, skip.length, 'skipped')
  })

  await tally.group('of a long answer only the beginning is read', ['a mebibyte'], async () => {
    let pieces = 0
    /** @param {ReadableStreamDefaultController} controller */
    const pull = (controller) => (++pieces > 1024 ? controller.close() : controller.enqueue(new Uint8Array(1024)))
    const answer = () => new Response(new ReadableStream({ pull }), { status: 401 })
    const report = await attackEndpoint(instead(answer), { secret: SECRET, skip: EVERYTHING.slice(1) })
    same([namesOf(report.refused), pieces < 100], [EVERYTHING.slice(0, 1), true], `refused, ${pieces} pieces`)
  })

  await tally.group('refused, and handled all the same', ['each'], async () => {
    let count = 0
    const { handler } = counted()
    /** @param {Request} request */
    const eager = (request) => (count++, handler(request))
    const report = await attackEndpoint(eager, { secret: SECRET, countHandled: () => count, skip: EVERYTHING.slice(2) })
    same(namesOf(report.accepted), sorted(EVERYTHING.slice(0, 2), REPLAYS), 'accepted')
    same([report.accepted[0]?.status, report.accepted[0]?.detail], [401, 'handled all the same'], 'the first')
  })

  await tally.group('work that is done later', ['is waited for'], async () => {
    let count = 0
    const late = createWebhookHandler({ secrets: SECRET, onEvent: () => void setTimeout(() => count++, 30), onRejected() {} })
    const report = await assertRejectsForgeries(late, { secret: SECRET, countHandled: async () => count, skip: EVERYTHING.slice(1) })
    same([report.ok, namesOf(report.inconclusive)], [true, sorted(EVERYTHING.slice(1), RETRY)], 'ok, and inconclusive')
  })

  const UNFRAMED = {
    'another secret': [counted({ secrets: 'whsec_other' }).handler, 401],
    'everything refused': [statusOf(404), 404],
    'everything redirected': [statusOf(308), 308],
    'everything broken': [() => Promise.reject(new EvalError('broken')), null]
  }
  await tally.group('a first delivery that is not accepted', Object.entries(UNFRAMED), async ([, [target, status]]) => {
    const error = await rejected(assertRejectsForgeries(target, { secret: SECRET }))
    isError(error, Error)
    const { report } = error
    same([report.controls.length, report.controls[0].status], [1, status], 'controls')
    same(namesOf(report.inconclusive), sorted(EVERYTHING, REPLAYS, RETRY), 'inconclusive')
    same([report.accepted, report.crashed, report.refused], [[], [], []], 'the others')
    ok(error.message.includes(report.controls[0].problem), 'the message does not say it')
    ok(!error.message.includes('A refusal says') && !error.message.includes('inconclusive'), error.message)
  })
  await tally.group('a last delivery that is not accepted', ['after many attacks'], async () => {
    const { handler } = counted()
    let left = 20
    /** @param {Request} request */
    const tired = async (request) => (left-- > 0 ? handler(request) : new Response(null, { status: 403 }))
    const { report } = await rejected(assertRejectsForgeries(tired, { secret: SECRET }))
    same([report.ok, report.accepted, report.controls[1].status], [false, [], 403], 'report')
  })
  await tally.group('a count that does not rise', ['is a problem'], async () => {
    const { handler } = counted()
    const report = await attackEndpoint(handler, { secret: SECRET, countHandled: () => 0 })
    ok(!report.ok && report.controls[0]?.problem?.includes('countHandled()'), 'it is ok')
  })

  await tally.group('progress', ['each step'], async () => {
    /** @type {Mistyped[]} */
    const steps = []
    await attackEndpoint(counted().handler, { secret: SECRET, onProgress: (/** @type {AttackStep} */ step) => void steps.push(step) })
    const total = EVERYTHING.length + REPLAYS.length + 3
    same(
      steps.map(({ done }) => done),
      Array.from({ length: total }, (_, at) => at + 1),
      'done'
    )
    same(steps[0], { done: 1, total, name: 'first valid delivery', verdict: 'passed', status: 200 }, 'the first')
    same(steps.at(-1), { ...steps[0], done: total, name: 'last valid delivery' }, 'the last')
  })

  await tally.group('a report', ['as text and as JSON'], async () => {
    const error = await rejected(
      assertRejectsForgeries(
        instead(() => new Response()),
        { secret: SECRET }
      )
    )
    const { report, message } = error
    same([message, Object.keys(error)], [String(report), []], 'message and keys')
    for (const text of TEXTS) ok(message.includes(text), `it lacks ${text}`)
    ok(!/CRASHED|A refusal says/.test(message), 'it has what is empty')
    const parts = message.split('\n\n')
    ok(
      parts.every(
        (/** @type {string} */ part) =>
          part.split('\n').filter((/** @type {string} */ line) => line.startsWith('    - timestamp: ')).length <= 8
      ),
      'a list of spellings'
    )
    same(parts[1].includes('if the sender'), false, 'hardening among what anybody can do')
    const json = JSON.parse(JSON.stringify(report))
    same(Object.keys(json), ['target', 'ok', 'controls', 'refused', 'accepted', 'crashed', 'inconclusive'], 'keys')
    const first = { name: EVERYTHING[0], attacker: 'anyone', impact: 'anyone can make up any event', expect: 'missing_header', status: 200 }
    same(json.accepted[0], first, 'the first')
    /** @param {string} text */
    const isPrivate = (text) => text.includes(SECRET) || /[0-9a-f]{64}/.test(text)
    same([message, JSON.stringify(report)].some(isPrivate), false, 'the secret or a signature is in it')
  })

  await tally.group('requests of a function', ['its URL and headers'], async () => {
    const seen = new Set()
    /** @param {Request} request */
    const target = async (request) => (seen.add(`${request.url} ${request.headers.get('x-gateway')}`), new Response(null, { status: 401 }))
    await attackEndpoint(target, { secret: SECRET, url: 'https://receiver.example/hook', headers: { 'x-gateway': 'a' } })
    same([...seen], ['https://receiver.example/hook a'], 'requests')
  })

  const { handler } = counted()
  const WRONG = [
    [undefined, { secret: SECRET }],
    [{}, { secret: SECRET }],
    ['localhost:3000', { secret: SECRET }],
    ['file:///etc/passwd', { secret: SECRET }],
    [handler, undefined],
    [handler, {}],
    [handler, { secret: SECRET, secrets: SECRET }],
    [handler, { secret: SECRET, countHandled: 1 }],
    [handler, { secret: SECRET, onProgress: 1 }],
    [handler, { secret: SECRET, skip: ['no such attack'] }],
    [handler, { secret: SECRET, countHandled: () => 'many' }],
    [handler, { secret: 'undefined' }]
  ]
  await tally.group('mistakes of the caller, of a run', WRONG, async ([target, options]) => {
    isError(await rejected(assertRejectsForgeries(target, options)), TypeError)
  })
}
