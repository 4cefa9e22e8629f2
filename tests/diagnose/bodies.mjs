// Mistakes with the body.
import { inspect } from 'node:util'
import { gzipSync, deflateSync } from 'node:zlib'
import { COMPACT, headersOf, mistake, PAYLOAD, SECRET } from './sender.mjs'
import { curl, json, php, post, python, raw, throughExpress } from './tools.mjs'

/** A delivery of the body `signed`, of which `body` came out. */
const became = (name, signed, body, proved, more = {}) =>
  mistake(name, { headers: headersOf(signed), body, proved: [proved].flat(), ...more })

const PYTHON = python('json.dumps(json.loads(body))', COMPACT)
const ASCII = python('json.dumps(json.loads(body), separators=(",", ":"))', COMPACT)
const PHP = php('json_encode(json_decode($body))', COMPACT)
const PRETTY = JSON.stringify(PAYLOAD, null, 2)

/** Behind express.json(), what a handler prints again. */
const printed = async (signed) => (await throughExpress(json, post(headersOf(signed), signed), (req) => JSON.stringify(req.body))).body

async function reserialized() {
  const sort = (keys) => JSON.stringify(Object.fromEntries(Object.entries(PAYLOAD).sort(([one], [two]) => (one < two ? -1 : 1) * keys)))
  return [
    became("Python's json.dumps through express.json() and JSON.stringify", PYTHON, await printed(PYTHON), 'body_reserialized'),
    became("Python's ASCII, compact, the same way", ASCII, await printed(ASCII), 'body_reserialized'),
    became("PHP's json_encode, the same way", PHP, await printed(PHP), 'body_reserialized'),
    became('indented JSON, the same way', PRETTY, await printed(PRETTY), 'body_reserialized'),
    became('JSON.stringify(value, null, 2)', COMPACT, PRETTY, 'body_reserialized'),
    became("Flask's json.dumps(request.json)", COMPACT, PYTHON, 'body_reserialized'),
    became(
      'json.dumps with ensure_ascii=False',
      COMPACT,
      python('json.dumps(json.loads(body), ensure_ascii=False)', COMPACT),
      'body_reserialized'
    ),
    became('json.dumps with indent=4', COMPACT, python('json.dumps(json.loads(body), indent=4)', COMPACT), 'body_reserialized'),
    became(
      'json.dumps with sort_keys, of the documented order',
      COMPACT,
      python('json.dumps(json.loads(body), sort_keys=True)', COMPACT),
      'body_reserialized'
    ),
    became(
      'json.dumps with sort_keys at the sender',
      python('json.dumps(json.loads(body), sort_keys=True)', COMPACT),
      COMPACT,
      'body_reserialized'
    ),
    became("PHP's json_encode(json_decode())", COMPACT, PHP, 'body_reserialized'),
    became(
      'the same with JSON_UNESCAPED_UNICODE',
      COMPACT,
      php('json_encode(json_decode($body), JSON_UNESCAPED_UNICODE)', COMPACT),
      'body_reserialized'
    ),
    became(
      'the same with JSON_PRETTY_PRINT at the sender',
      php('json_encode(json_decode($body), JSON_PRETTY_PRINT)', COMPACT),
      COMPACT,
      'body_reserialized'
    ),
    became('a body that was sorted by its top keys', COMPACT, sort(1), 'body_reserialized'),
    mistake('a parsed body', {
      headers: headersOf(COMPACT),
      body: '',
      given: { parsed: JSON.stringify(JSON.parse(COMPACT)) },
      proved: ['body_parsed']
    }),
    mistake('a parsed body of another spelling', {
      headers: headersOf(PYTHON),
      body: '',
      given: { parsed: JSON.stringify(JSON.parse(PYTHON)) },
      proved: ['body_parsed', 'body_reserialized']
    }),
    mistake('express.json() and a secret with a newline', {
      headers: headersOf(PYTHON),
      body: await printed(PYTHON),
      secrets: [`${SECRET}\n`],
      proved: ['secret_whitespace', 'body_reserialized']
    })
  ]
}

async function lineEnds() {
  const lines = `${PRETTY}\n`
  const windows = python("io.TextIOWrapper(io.BytesIO(body), newline='').read().replace('\\n', '\\r\\n')", lines)
  return [
    became('a newline that an editor added', COMPACT, `${COMPACT}\n`, 'body_newline_added'),
    became('a CRLF that an editor added', COMPACT, `${COMPACT}\r\n`, 'body_newline_added'),
    became('curl -d @file, which drops newlines', `${COMPACT}\n`, (await curl('-d', `${COMPACT}\n`)).body, 'body_newline_dropped'),
    became('trim() of blanks at both ends', ` ${COMPACT} `, ` ${COMPACT} `.trim(), 'body_newline_dropped'),
    became('trim() of a newline at the start', `\n${COMPACT}`, `\n${COMPACT}`.trim(), 'body_newline_dropped'),
    became('trim()', `${COMPACT}\r\n`, `${COMPACT}\r\n`.trim(), 'body_newline_dropped'),
    became("Python's universal newlines", windows, python('io.TextIOWrapper(io.BytesIO(body)).read()', windows), 'body_line_ends'),
    became('a file that was written as text on Windows', lines, windows, 'body_line_ends')
  ]
}

const encodings = () => {
  const bom = python("body.decode().encode('utf-8-sig')", COMPACT)
  return [
    became('a byte order mark that utf-8-sig wrote', COMPACT, bom, 'body_bom_added'),
    became('a byte order mark that TextDecoder dropped', bom, new TextDecoder().decode(bom), 'body_bom_dropped'),
    became('base64, as AWS Lambda has it', COMPACT, Buffer.from(COMPACT).toString('base64'), 'body_base64'),
    became('JSON.stringify of the text', COMPACT, JSON.stringify(COMPACT), 'body_double_encoded'),
    became('JSON.parse of a text in quotes', JSON.stringify(COMPACT), JSON.parse(JSON.stringify(COMPACT)), 'body_double_encoded'),
    became(
      'UTF-16 with a byte order mark, as PowerShell 5.1 writes',
      COMPACT,
      python("body.decode().encode('utf-16')", COMPACT),
      'body_mojibake'
    ),
    became('UTF-16, big-endian', COMPACT, python("body.decode().encode('utf-16-be')", COMPACT), 'body_mojibake'),
    became('UTF-16 that was read as text', python("body.decode().encode('utf-16')", COMPACT), COMPACT, 'body_mojibake'),
    became('gzip', COMPACT, gzipSync(COMPACT), 'body_compressed', { headers: [...headersOf(COMPACT), ['Content-Encoding', 'gzip']] }),
    became("Python's gzip, with a name in it", COMPACT, python('gzip.compress(body, mtime=0)', COMPACT), 'body_compressed'),
    became('deflate', COMPACT, deflateSync(COMPACT), 'body_compressed'),
    became('gzip in base64, as API Gateway has it', COMPACT, gzipSync(COMPACT).toString('base64'), 'body_compressed'),
    became("toString('latin1')", COMPACT, Buffer.from(COMPACT).toString('latin1'), 'body_mojibake'),
    became("TextDecoder('windows-1252')", COMPACT, new TextDecoder('windows-1252').decode(Buffer.from(COMPACT)), 'body_mojibake'),
    became(
      "write(text, 'latin1')",
      '{"event":"job.started","data":{"text_prompt":"fête"}}',
      Buffer.from('{"event":"job.started","data":{"text_prompt":"fête"}}', 'latin1'),
      'body_mojibake'
    ),
    became('text += chunk, cut in the middle of a character', COMPACT, inPieces(COMPACT), [], { likely: ['body_replacement_chars'] })
  ]
}

function inPieces(text) {
  const bytes = Buffer.from(text)
  const at = bytes.indexOf(Buffer.from('ê')) + 1
  let body = ''
  for (const chunk of [bytes.subarray(0, at), bytes.subarray(at)]) body += chunk
  return body
}

async function others() {
  const headers = headersOf(COMPACT)
  const twice = await throughExpress(json, post(headers, COMPACT), async (req) => (await req.toArray()).join(''))
  const objectText = await throughExpress(json, post(headers, COMPACT), (req) => String(req.body))
  const form = (express) => [express.urlencoded({ type: () => true })]
  const formed = await throughExpress(form, post(headers, '{"event":"job.started"}'), (req) => new URLSearchParams(req.body).toString())
  const inflated = await throughExpress(raw, post([...headers, ['Content-Encoding', 'gzip']], gzipSync(COMPACT)), (req) => req.body)
  const bytes = new TextEncoder().encode(COMPACT)
  return [
    became('a stream that express.json() has read', COMPACT, twice.body, [], { likely: ['body_empty'] }),
    mistake('no body at all', { headers, body: '', given: { nothing: true }, likely: ['body_empty'] }),
    became('String(req.body) of a parsed body', COMPACT, objectText.body, [], { likely: ['body_stringified_object'] }),
    became('a stream in a template', COMPACT, `${new Blob([]).stream()}`, [], { likely: ['body_stringified_object'] }),
    became('String(bytes)', COMPACT, String(bytes), 'body_byte_list'),
    became('a Buffer as Node shows it', '{"event":"job.started"}', inspect(Buffer.from('{"event":"job.started"}')), 'body_byte_list'),
    became("Python's str() of bytes", COMPACT, python('str(body)', COMPACT), 'body_byte_list'),
    became('a list of bytes as JSON', COMPACT, JSON.stringify(Array.from(bytes)), 'body_byte_list'),
    became('JSON.stringify of a Buffer', COMPACT, JSON.stringify(Buffer.from(COMPACT)), 'body_byte_list'),
    became('JSON.stringify of a Uint8Array', COMPACT, JSON.stringify(bytes), 'body_byte_list'),
    became('a form parser of Express', '{"event":"job.started"}', formed.body, 'body_form'),
    became('a field of a form', COMPACT, new URLSearchParams({ payload: COMPACT }).toString(), 'body_form'),
    became('encodeURIComponent', COMPACT, encodeURIComponent(COMPACT), 'body_form'),
    became('half of it', COMPACT, COMPACT.slice(0, 40), [], {
      headers: [...headers, ['Content-Length', String(bytes.length)]],
      likely: ['body_truncated']
    }),
    became('its last brackets cut off', COMPACT, COMPACT.slice(0, -2), 'body_truncated'),
    mistake('express.raw() has inflated it, the header still says gzip', {
      headers: [...headers, ['Content-Encoding', inflated.headers['content-encoding']]],
      body: inflated.body,
      proved: ['header_content_encoding']
    }),
    mistake('more than maxBodyBytes', { options: { maxBodyBytes: 100 }, proved: ['body_too_large'] })
  ]
}

/** Text that JSON.parse and JSON.stringify made another text of. */
const reprinted = (name, signed) => became(name, signed, JSON.stringify(JSON.parse(signed)), 'body_reserialized')
const AMOUNTS = { event: 'job.completed', data: { id: 'job_1', price: 12.5, seconds: 3, ratio: 1 } }

const numbers = () => [
  reprinted(
    "Python's floats",
    python("json.dumps({'event': 'job.started', 'data': {'seconds': 1.0, 'frames': 1e3, 'rate': 29.97}})", '').toString()
  ),
  reprinted(
    "Python's floats beside whole numbers",
    python("json.dumps({'event': 'job.started', 'data': {'seconds': 7.0, 'frames': 210, 'share': 0.000012}})", '').toString()
  ),
  reprinted(
    'PHP with JSON_PRESERVE_ZERO_FRACTION',
    php(
      'json_encode(["event" => "job.started", "data" => ["seconds" => 10.0, "url" => "a/b"]], JSON_PRESERVE_ZERO_FRACTION)',
      ''
    ).toString()
  ),
  reprinted('an amount of money', JSON.stringify(AMOUNTS).replace('12.5', '12.50')),
  reprinted('exponents', '{"event":"job.started","data":{"a":1e3,"b":2e3,"c":-4e-7}}'),
  reprinted('each number in another spelling', '{"event":"job.started","data":{"a":1.0,"b":1e3,"c":12.50,"d":1E+2}}'),
  reprinted("Java's doubles", '{"event":"job.started","data":{"a":1.0,"b":1.0E7,"c":2.5E-4}}'),
  reprinted('a negative zero', '{"event":"job.started","data":{"a":-0.0,"b":2}}')
]

/** As Jackson's DefaultPrettyPrinter documents it. */
const JACKSON = `{
  "event" : "job.completed",
  "data" : {
    "id" : "job_1",
    "frames" : [ 1, 2, {
      "a" : null
    } ],
    "none" : { },
    "empty" : [ ]
  }
}`
const TEXTS = { event: 'job.started', data: { text_prompt: `<b>"it's" 1+1=2 & \`é\`</b>\b` } }
const escaped = (pattern, upper) =>
  JSON.stringify(TEXTS)
    .replace(/\\"/g, upper ? '\\u0022' : '\\"')
    .replace(pattern, (letter) => `\\u${upper ? hexOf(letter).toUpperCase() : hexOf(letter)}`)
const hexOf = (letter) => letter.charCodeAt(0).toString(16).padStart(4, '0')

const printers = () => [
  reprinted("Jackson's pretty printer", JACKSON),
  reprinted("PostgreSQL's json_build_object", '{"event" : "job.started", "data" : {"id" : "job_1", "list" : [1, 2]}}'),
  reprinted("Go's encoding/json", escaped(/[<>&]/g)),
  reprinted("Go's encoding/json before 1.22", escaped(/[<>&]/g).replace('\\b', '\\u0008')),
  reprinted("Gson's HTML-safe text", escaped(/[<>&=']/g)),
  reprinted(".NET's System.Text.Json", escaped(/[<>&'+`é]/g, true))
]

export const bodies = async () => [
  ...(await reserialized()),
  ...numbers(),
  ...printers(),
  ...(await lineEnds()),
  ...encodings(),
  ...(await others())
]
