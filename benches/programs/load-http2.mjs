// Requests of HTTP/2 without a body: `load-http2.mjs <port> <count> <sessions> <kind>`. `bare` ones have to be refused; `reset`
// ones are taken back at once.
import { connect, constants } from 'node:http2'

/** @import { ClientHttp2Session } from 'node:http2' */

const [port, count, sessions, kind] = process.argv.slice(2)
const IN_FLIGHT = 16

/** Node ends a session with more resets than this in short time. */
const RESETS = 500
let left = Number(count)

/** @param {ClientHttp2Session} session */
const request = (session) =>
  new Promise((resolve, reject) => {
    const stream = session.request({ ':method': 'POST', ':path': '/' }, { endStream: kind === 'bare' })
    stream.on('error', reject).on('close', resolve).resume()
    stream.on('response', ({ ':status': status = 0 }) => status < 400 && reject(new Error(`answered ${status}`)))
    // Not before the headers have left.
    if (kind === 'reset') setImmediate(() => stream.close(constants.NGHTTP2_CANCEL))
  })

async function work() {
  while (left > 0) {
    const session = connect(`http://127.0.0.1:${port}`)
    for (let sent = 0; left > 0 && sent < RESETS; sent += IN_FLIGHT) {
      const batch = Math.min(IN_FLIGHT, left)
      left -= batch
      await Promise.all(Array.from({ length: batch }, () => request(session)))
    }
    session.destroy()
  }
}

await Promise.all(Array.from({ length: Number(sessions) }, work))
console.log('{}')
process.exit()
