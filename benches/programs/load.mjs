// Sends requests over kept connections and prints how many were answered a second and how long 99 of 100 waited at most:
// `load.mjs <port> <count> <connections> <kind> [bytes]`. Requests are written before the clock starts, so that signing is not
// measured.
import { connect } from 'node:net'
import { answerReader } from './answers.mjs'
import { KINDS } from './requests.mjs'

const [port, count, connections, kind, bytes] = process.argv.slice(2)
const { request, inFlight, status } = KINDS[/** @type {keyof typeof KINDS} */ (kind)](Number(bytes))
const requests = Array.from({ length: Number(count) }, (_, number) => request(number))
/** @type {number[]} */
const waits = []

/** Keeps its number of requests in flight until none is left. A server may close a connection after it has said so. */
const work = () =>
  new Promise((resolve, reject) => {
    const socket = connect(Number(port), '127.0.0.1').setNoDelay()
    /** @type {Foreign[]} */
    const sent = []
    let isClosing = false
    const fill = () => {
      while (!isClosing && sent.length < inFlight && requests.length) {
        sent.push({ start: performance.now(), bytes: requests.pop() })
        socket.write(sent.at(-1).bytes)
      }
      if (!sent.length) resolve(socket.destroy())
    }
    const read = answerReader((head) => {
      if (!head.startsWith(`HTTP/1.1 ${status}`)) return reject(new Error(head))
      isClosing ||= /\r\nconnection: close/i.test(head)
      waits.push(performance.now() - sent.shift().start)
      fill()
    })
    const ended = () => {
      if (!isClosing) return reject(new Error('the server closed a connection'))
      requests.push(...sent.map((each) => each.bytes))
      resolve(requests.length ? work() : undefined)
    }
    socket.setEncoding('latin1').on('connect', fill).on('data', read).on('error', reject).on('close', ended)
  })

const start = performance.now()
await Promise.all(Array.from({ length: Number(connections) }, work))
const millis = performance.now() - start
waits.sort((a, b) => a - b)
console.log(JSON.stringify({ perSecond: (waits.length / millis) * 1000, p99: waits[Math.floor(waits.length * 0.99)] }))
process.exit()
