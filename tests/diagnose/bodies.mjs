// Mistakes with the body.
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

async function reserialised() {
  const sort = (keys) => JSON.stringify(Object.fromEntries(Object.entries(PAYLOAD).sort(([one], [two]) => (one < two ? -1 : 1) * keys)))
  return [
    became("Python's json.dumps through express.json() and JSON.stringify", PYTHON, await printed(PYTHON), 'body_reserialised'),
    became("Python's ASCII, compact, the same way", ASCII, await printed(ASCII), 'body_reserialised'),
    became("PHP's json_encode, the same way", PHP, await printed(PHP), 'body_reserialised'),
    became('indented JSON, the same way', PRETTY, await printed(PRETTY), 'body_reserialised'),
    became('JSON.stringify(value, null, 2)', COMPACT, PRETTY, 'body_reserialised'),
    became("Flask's json.dumps(request.json)", COMPACT, PYTHON, 'body_reserialised'),
    became('json.dumps with ensure_ascii=False', COMPACT, python('json.dumps(json.loads(body), ensure_ascii=False)', COMPACT), 'body_reserialised'),
    became('json.dumps with indent=4', COMPACT, python('json.dumps(json.loads(body), indent=4)', COMPACT), 'body_reserialised'),
    became('json.dumps with sort_keys, of the documented order', COMPACT, python('json.dumps(json.loads(body), sort_keys=True)', COMPACT), 'body_reserialised'),
    became('json.dumps with sort_keys at the sender', python('json.dumps(json.loads(body), sort_keys=True)', COMPACT), COMPACT, 'body_reserialised'),
    became("PHP's json_encode(json_decode())", COMPACT, PHP, 'body_reserialised'),
    became('the same with JSON_UNESCAPED_UNICODE', COMPACT, php('json_encode(json_decode($body), JSON_UNESCAPED_UNICODE)', COMPACT), 'body_reserialised'),
    became('the same with JSON_PRETTY_PRINT at the sender', php('json_encode(json_decode($body), JSON_PRETTY_PRINT)', COMPACT), COMPACT, 'body_reserialised'),
    became('a body that was sorted by its top keys', COMPACT, sort(1), 'body_reserialised'),
    mistake('a parsed body', { headers: headersOf(COMPACT), body: '', given: { parsed: JSON.stringify(JSON.parse(COMPACT)) }, proved: ['body_parsed'] }),
    mistake('a parsed body of another spelling', { headers: headersOf(PYTHON), body: '', given: { parsed: JSON.stringify(JSON.parse(PYTHON)) }, proved: ['body_parsed', 'body_reserialised'] }),
    mistake('express.json() and a secret with a newline', {
      headers: headersOf(PYTHON),
      body: await printed(PYTHON),
      secrets: [`${SECRET}\n`],
      proved: ['secret_white_space', 'body_reserialised'],
    }),
  ]
}

async function lineEnds() {
  const lines = `${PRETTY}\n`
  const windows = python("io.TextIOWrapper(io.BytesIO(body), newline='').read().replace('\\n', '\\r\\n')", lines)
  return [
    became('a newline that an editor added', COMPACT, `${COMPACT}\n`, 'body_newline_added'),
    became('a CRLF that an editor added', COMPACT, `${COMPACT}\r\n`, 'body_newline_added'),
    became('curl -d @file, which drops newlines', `${COMPACT}\n`, (await curl('-d', `${COMPACT}\n`)).body, 'body_newline_dropped'),
    became('trim()', `${COMPACT}\r\n`, `${COMPACT}\r\n`.trim(), 'body_newline_dropped'),
    became("Python's universal newlines", windows, python("io.TextIOWrapper(io.BytesIO(body)).read()", windows), 'body_line_ends'),
    became('a file that was written as text on Windows', lines, windows, 'body_line_ends'),
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
    became('gzip', COMPACT, gzipSync(COMPACT), 'body_compressed', { headers: [...headersOf(COMPACT), ['Content-Encoding', 'gzip']] }),
    became("Python's gzip, with a name in it", COMPACT, python("gzip.compress(body, mtime=0)", COMPACT), 'body_compressed'),
    became('deflate', COMPACT, deflateSync(COMPACT), 'body_compressed'),
    became('gzip in base64, as API Gateway has it', COMPACT, gzipSync(COMPACT).toString('base64'), 'body_compressed'),
    became("toString('latin1')", COMPACT, Buffer.from(COMPACT).toString('latin1'), 'body_mojibake'),
    became("TextDecoder('windows-1252')", COMPACT, new TextDecoder('windows-1252').decode(Buffer.from(COMPACT)), 'body_mojibake'),
    became("write(text, 'latin1')", '{"event":"job.started","data":{"text_prompt":"fête"}}', Buffer.from('{"event":"job.started","data":{"text_prompt":"fête"}}', 'latin1'), 'body_mojibake'),
    became('text += chunk, cut in the middle of a character', COMPACT, inPieces(COMPACT), [], { likely: ['body_lossy'] }),
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
    became('String(req.body) of a parsed body', COMPACT, objectText.body, [], { likely: ['body_object_text'] }),
    became('a stream in a template', COMPACT, `${new Blob([]).stream()}`, [], { likely: ['body_object_text'] }),
    became('String(bytes)', COMPACT, String(bytes), 'body_listed'),
    became('JSON.stringify of a Buffer', COMPACT, JSON.stringify(Buffer.from(COMPACT)), 'body_listed'),
    became('JSON.stringify of a Uint8Array', COMPACT, JSON.stringify(bytes), 'body_listed'),
    became('a form parser of Express', '{"event":"job.started"}', formed.body, 'body_form'),
    became('a field of a form', COMPACT, new URLSearchParams({ payload: COMPACT }).toString(), 'body_form'),
    became('encodeURIComponent', COMPACT, encodeURIComponent(COMPACT), 'body_form'),
    became('half of it', COMPACT, COMPACT.slice(0, 40), [], { headers: [...headers, ['Content-Length', String(bytes.length)]], likely: ['body_truncated'] }),
    became('its last brackets cut off', COMPACT, COMPACT.slice(0, -2), 'body_truncated'),
    mistake('express.raw() has inflated it, the header still says gzip', { headers: [...headers, ['Content-Encoding', inflated.headers['content-encoding']]], body: inflated.body, proved: ['header_content_encoding'] }),
    mistake('more than maxBodyBytes', { options: { maxBodyBytes: 100 }, proved: ['body_too_large'] }),
  ]
}

export const bodies = async () => [...(await reserialised()), ...(await lineEnds()), ...encodings(), ...(await others())]
