// The shapes in which a question can be put, and the questions that are none.
import { isError, ok, present, same, thrown } from '../../suite/expect.mjs'
import { BODIES, HEADERS } from '../../suite/shapes.mjs'
import { codesOf, questionOf } from './mistakes.mjs'

/** @import { Diagnoser, DiagnosisVectors, Mistyped } from '../../suite/cases.d.ts' */
/** @import { Tally } from '../../suite/tally.mjs' */
/** @import { MistakeCase } from '../../suite/cases.d.ts' */

/**
 * @param {Diagnoser} library
 * @param {DiagnosisVectors} vectors
 * @param {Tally} tally
 */
export async function questions({ diagnoseWebhook }, { diagnose }, tally) {
  const each = /** @type {MistakeCase} */ (
    diagnose.cases.find((/** @type {{ name: string }} */ { name }) => name === 'a secret from a file that echo wrote')
  )
  const question = questionOf(each, diagnose.now)
  /** @param {Mistyped} more */
  const found = (more) => codesOf(diagnoseWebhook({ ...question, ...more }))
  const SPACE = 'proved secret_whitespace'
  const PROVED = [SPACE]
  const [secret] = question.secrets

  await tally.group('headers in any shape', Object.entries(HEADERS), ([, as]) =>
    same(found({ headers: as(each.headers) }), PROVED, 'findings')
  )
  await tally.group('a Headers object', ['as it is'], () => same(found({ headers: new Headers(each.headers) }), PROVED, 'findings'))
  await tally.group('bodies in any shape', Object.entries(BODIES), ([, as]) => same(found({ body: as(question.body) }), PROVED, 'findings'))

  const bytes = new TextEncoder().encode(secret)
  const SECRETS = {
    'a text': secret,
    'bytes': bytes,
    'a list': ['other', secret],
    'one with an id': { id: 'new', secret },
    'with nothing beside it': [secret, undefined]
  }
  await tally.group('secrets in any shape', Object.entries(SECRETS), ([, secrets]) =>
    ok(found({ secrets }).includes(SPACE), found({ secrets }).join())
  )
  const held = new Uint8Array(3 + bytes.length)
  held.set(bytes, 3)
  const HELD = {
    'bytes': bytes,
    'a view of more': held.subarray(3),
    ...(globalThis.Buffer && { 'a Buffer': Buffer.alloc(secret.length, secret), 'a pooled Buffer': Buffer.from(secret) })
  }
  await tally.group('the caller’s bytes stay', Object.entries(HELD), ([, secrets]) => {
    same(found({ secrets }), PROVED, 'findings')
    same(new TextDecoder().decode(secrets), secret, 'secret')
  })

  /** @type {Record<string, [more: object, first: string]>} */
  const LOST = {
    'headers that are a promise': [{ headers: Promise.resolve() }, 'likely headers_spread'],
    'headers that are null': [{ headers: null }, 'likely headers_spread'],
    'a body that is a promise': [{ body: Promise.resolve('') }, 'likely body_empty'],
    'a body that is a stream': [{ body: new Blob(['x']).stream?.() ?? Promise.resolve() }, 'likely body_empty'],
    'a body that is a Request': [{ body: new Request('https://x.example/') }, 'likely body_empty'],
    'a body that refers to itself': [
      {
        body: Object.defineProperty({}, 'toJSON', {
          value: () => {
            throw new Error('x')
          }
        })
      },
      'likely body_parsed'
    ],
    'no secrets': [{ secrets: undefined }, 'likely secret_unset'],
    'an empty list of secrets': [{ secrets: [] }, 'likely secret_unset']
  }
  await tally.group('what is lost is named first', Object.entries(LOST), ([, [more, first]]) =>
    ok(found(more).includes(first), found(more).join())
  )

  await tally.group('now as a verifier takes it', ['a function'], () => same(found({ now: () => question.now }), PROVED, 'findings'))
  await tally.group('a request instead of its headers', ['method and headers'], () => {
    const headers = { method: 'POST', headers: Object.fromEntries(question.headers) }
    same(found({ headers }), ['proved headers_spread', ...PROVED], 'findings')
    const { message, fix } = present(diagnoseWebhook({ ...question, headers }).findings[0])
    same([message, fix], ['the whole request was passed as headers', 'pass request.headers'], 'message and fix')
  })
  await tally.group('a flat list of headers', ['its own fix'], () => {
    const { message, fix } = present(diagnoseWebhook({ ...question, headers: [...question.headers].flat() }).findings[0])
    same([message, fix], ["the headers are a flat list, as in Node's rawHeaders", 'pass req.headers'], 'message and fix')
  })
  const PRINTED = { '{"a":1}': true, '{ "a":1}': false, '{"a":1.0,"b":"é"}': true, 'text': false }
  await tally.group('a body that a parser may have printed', Object.entries(PRINTED), ([body, isPrinted]) => {
    const { code, fix } = present(diagnoseWebhook({ ...question, body, secrets: 'other' }).findings[0])
    ok(fix.startsWith('most often, the secret is the wrong one'), fix)
    same([code, fix.includes('could be the output of JSON.stringify')], ['unexplained', isPrinted], 'code and fix')
  })
  await tally.group('a body that was cut', ['{"a":1,"b":"lon', '{"a":1,"b":', '{"a":[1'], (body) => {
    const { code, certainty, message } = present(diagnoseWebhook({ ...question, body, secrets: 'other' }).findings[0])
    same([code, certainty, message], ['body_truncated', 'likely', 'the body ends within its JSON'], 'finding')
  })
  // Trimming a secret does not remove what is in its middle.
  const right = secret.trim()
  const middle = (/** @type {string} */ text) => right.slice(0, 5) + text + right.slice(5)
  const SPACED = { 'in the middle': [middle(' '), false], 'non-breaking': [middle('\u00a0'), false], 'at its end': [`${right} `, true] }
  await tally.group('whitespace of the secret', Object.entries(SPACED), ([, [spaced, trims]]) => {
    const { code, certainty, fix } = present(diagnoseWebhook({ ...question, secrets: spaced }).findings[0])
    same([code, certainty, fix.includes('trim')], ['secret_whitespace', 'proved', trims], 'finding')
  })
  const WRONG = {
    'nothing': [undefined, TypeError],
    'a text': ['x', TypeError],
    'secret and secrets': [{ ...question, secret: 'x' }, TypeError],
    'a misspelled option': [{ ...question, secretes: 'x' }, TypeError],
    'a now that is no time': [{ ...question, now: new Date(NaN) }, TypeError],
    'a negative tolerance': [{ ...question, toleranceSeconds: -1 }, RangeError]
  }
  await tally.group('questions that are none', Object.entries(WRONG), ([, [wrong, Class]]) =>
    isError(
      thrown(() => diagnoseWebhook(wrong)),
      Class
    )
  )
}
