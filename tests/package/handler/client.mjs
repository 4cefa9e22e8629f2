// A sender on a bare socket: it says what no HTTP library would, and sees whether the connection is closed.
import { connect } from 'node:net'
import { once } from 'node:events'

/** Values of one name, or a list of copies. @typedef {Record<string, unknown>} HeaderValues */

const PATIENCE = 20_000

/**
 * Header lines as they are sent.
 * @param {string} method
 * @param {string} path
 * @param {HeaderValues} headers
 */
function headOf(method, path, headers) {
  const lines = Object.entries(headers).flatMap(([name, value]) => [value].flat().map((copy) => `${name}: ${copy}`))
  return [`${method} ${path} HTTP/1.1`, 'host: receiver.example', ...lines, '', ''].join('\r\n')
}

export class Sender {
  #socket
  #text = ''
  /** @type {(value?: unknown) => void} */
  #go = () => {}
  isClosed = false

  /** @param {number} port */
  static async to(port) {
    const socket = connect(port, '127.0.0.1')
    await once(socket, 'connect')
    return new Sender(socket)
  }

  /** @param {import('node:net').Socket} socket */
  constructor(socket) {
    this.#socket = socket
    socket.setEncoding('latin1').on('data', (/** @type {string} */ text) => (this.#text += text))
    // A reset by a server that has had enough is one way to close.
    socket
      .on('error', () => {})
      .on('close', () => (this.#go(), (this.isClosed = true)))
      .on('drain', () => this.#go())
  }

  /**
   * @param {HeaderValues} headers
   */
  head(headers, { method = 'POST', path = '/webhook' } = {}) {
    this.#socket.write(headOf(method, path, headers))
  }

  /**
   * True while the server takes it.
   * @param {Uint8Array | string} bytes
   */
  async write(bytes) {
    if (this.#socket.destroyed) return false
    if (!this.#socket.write(bytes)) await this.#drained()
    return !this.#socket.destroyed
  }

  /** Hears nothing until it resumes. */
  pause() {
    this.#socket.pause()
  }

  resume() {
    this.#socket.resume()
  }

  hangUp() {
    this.#socket.destroy()
  }

  end() {
    this.#socket.end()
  }

  get hasAnswer() {
    return this.#text.includes('\r\n\r\n')
  }

  /** The next answer: its status, headers and body. */
  async answer() {
    const end = Date.now() + PATIENCE
    for (;;) {
      const parsed = answerIn(this.#text)
      if (parsed) {
        this.#text = this.#text.slice(parsed.length)
        return parsed
      }
      if (this.isClosed || Date.now() > end) throw new Error(`no answer but ${JSON.stringify(this.#text.slice(0, 80))}`)
      await turn()
    }
  }

  async closed() {
    const end = Date.now() + PATIENCE
    while (!this.isClosed && Date.now() < end) await turn()
    return this.isClosed
  }

  /** Or closed, or not now. */
  #drained() {
    return new Promise((resolve) => {
      this.#go = resolve
      setTimeout(resolve, 100)
    })
  }
}

const turn = () => new Promise((resolve) => setTimeout(resolve, 5))

/** @param {string} text */
function answerIn(text) {
  const at = text.indexOf('\r\n\r\n')
  if (at < 0) return
  const [first = '', ...lines] = text.slice(0, at).split('\r\n')
  const headers = new Headers(lines.map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]))
  const rest = text.slice(at + 4)
  const status = Number(first.split(' ')[1])
  if (headers.get('transfer-encoding') === 'chunked') return chunked(rest, { status, headers, at: at + 4 })
  const size = Number(headers.get('content-length') ?? 0)
  return rest.length < size ? undefined : { status, headers, body: rest.slice(0, size), length: at + 4 + size }
}

/**
 * @param {string} rest
 * @param {{ status: number, headers: Headers, at: number }} parts
 */
function chunked(rest, { status, headers, at }) {
  const end = rest.indexOf('0\r\n\r\n')
  if (end < 0) return
  const body = rest.slice(0, end).replace(/[0-9a-f]+\r\n([^\r]*)\r\n/g, '$1')
  return { status, headers, body, length: at + end + 5 }
}

/**
 * One request, one answer, on a connection of its own.
 * @param {number} port
 * @param {{ headers: {}, body?: string }} parts
 * @param {{ path: string; } | { method: string; }} [more]
 */
export async function exchange(port, { headers, body = '' }, more) {
  const sender = await Sender.to(port)
  sender.head({ 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), ...headers }, more)
  await sender.write(body)
  const answer = await sender.answer()
  sender.hangUp()
  return answer
}
