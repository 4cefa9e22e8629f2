// Requests of HTTP/1.1 as a load sends them, by kind. Each kind is a function of the size of the body that returns a function of
// a request's number, how many requests a connection has in flight, and the beginning of the status that is the right answer.
import { deliveryMaker } from './deliveries.mjs'

const FORGER = 'whsec_forged'
const PIPELINED = 16

/** Just below the 16 KiB of headers that Node accepts. */
const COMMAS = 15_900
const COPIES = 880
const HEADERS = 1_990
const CHUNKS = 170_000

export const KINDS = {
  genuine: (/** @type {number} */ bytes) => ({ ...signed(bytes), status: '2' }),
  forged: (/** @type {number} */ bytes) => ({ ...repeated(signed(bytes, FORGER).request(0)), status: '401' }),
  barePost: () => ({ ...repeated(print('POST', ['content-length: 0'])), inFlight: PIPELINED }),
  bareGet: () => ({ ...repeated(print('GET', [])), inFlight: PIPELINED }),
  commas: () => repeated(withHeaders([`x-webhook-signature: ${','.repeat(COMMAS)}`])),
  copies: () => repeated(withHeaders(Array(COPIES).fill('x-webhook-event:'))),
  headers: () => repeated(withHeaders(Array.from({ length: HEADERS }, (_, number) => `${number.toString(36)}:`))),
  chunks: () => repeated(chunked())
}

/**
 * @param {number} bytes
 * @param {string} [secret]
 */
function signed(bytes, secret) {
  const make = deliveryMaker(bytes, secret)
  return { inFlight: 1, status: '4', request: (/** @type {number} */ number) => printDelivery(make(number), `content-length: ${bytes}`) }
}

/** @param {Buffer} request */
const repeated = (request) => ({ inFlight: 1, status: '4', request: () => request })

/** @param {string[]} lines */
const withHeaders = (lines) => print('POST', [...lines, 'content-length: 0'])

/** Signed by a forger, so that the whole body is read before it is refused. */
function chunked() {
  const { headers } = deliveryMaker(1024, FORGER)(0)
  return printDelivery({ headers, body: `${'1\r\nx\r\n'.repeat(CHUNKS)}0\r\n\r\n` }, 'transfer-encoding: chunked')
}

/**
 * @param {{ headers: Record<string, string>, body: string }} parts
 * @param {string} framing
 */
const printDelivery = ({ headers, body }, framing) =>
  print('POST', [...Object.entries(headers).map((pair) => pair.join(': ')), framing], body)

/**
 * @param {string} method
 * @param {string[]} lines
 */
const print = (method, lines, body = '') =>
  Buffer.from(`${method} / HTTP/1.1\r\nhost: a\r\n${lines.map((line) => `${line}\r\n`).join('')}\r\n${body}`)
