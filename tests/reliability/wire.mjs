// A request on a bare socket, which can say and leave unsaid what no HTTP library would.
import { connect } from 'node:net'

const PATIENCE_MILLIS = 20_000

/**
 * The status, or 0 when the connection ended without one. `lines` are those of the head, without the empty one; `cut` hangs up when all
 * is written; `patience` is in milliseconds.
 * @param {number} port
 * @param {string[]} lines
 * @param {any} body
 * @param {{ cut?: boolean, patience?: number }} [options]
 * @returns {Promise<number>}
 */
export function statusOf(port, lines, body, { cut = false, patience = PATIENCE_MILLIS } = {}) {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    /** @param {number} status */
    const end = (status) => {
      clearTimeout(timer)
      socket.destroy()
      resolve(status)
    }
    const timer = setTimeout(end, patience, 0)
    socket.on('error', () => {}).on('close', () => end(0))
    socket.once('data', (bytes) => end(Number(bytes.toString('latin1').split(' ')[1])))
    socket.write([...lines, '', ''].join('\r\n'))
    socket.write(body, () => cut && end(0))
  })
}

/**
 * @param {{ headers: Record<string, string> }} parts
 */
export const headOf = ({ headers }, more = {}, first = 'POST /webhook HTTP/1.1') => [
  first,
  'host: receiver.example',
  ...Object.entries({ ...headers, ...more }).map(([name, value]) => `${name}: ${value}`)
]
