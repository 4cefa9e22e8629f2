// A way to a server on which everything takes `delayMillis` longer, in both directions and in order.
import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'

/** @import { Socket } from 'node:net' */

export class Proxy {
  delayMillis = 0
  port = 0
  #server = createServer()
  /** @type {Set<Socket>} */
  #sockets = new Set()

  /** @param {number} port */
  static async to(port) {
    const proxy = new Proxy()
    proxy.#server = createServer((near) => proxy.#join(near, connect(port, '127.0.0.1'))).listen(0, '127.0.0.1')
    await once(proxy.#server, 'listening')
    proxy.port = /** @type {import('node:net').AddressInfo} */ (proxy.#server.address()).port
    return proxy
  }

  /**
   * @param {Socket} near
   * @param {Socket} far
   */
  #join(near, far) {
    this.#pass(near, far)
    this.#pass(far, near)
  }

  /**
   * @param {Socket} from
   * @param {Socket} to
   */
  #pass(from, to) {
    this.#sockets.add(from)
    /** @type {Promise<unknown>} */
    let sent = Promise.resolve()
    from.on('data', (/** @type {Uint8Array} */ bytes) => {
      const due = Date.now() + this.delayMillis
      // After the bytes before it, also when the delay has just become shorter.
      sent = sent.then(() => pause(due - Date.now())).then(() => to.destroyed || to.write(bytes))
    })
    from.on('error', () => {}).on('close', () => (this.#sockets.delete(from), to.destroy()))
  }

  close() {
    this.#server.close()
    for (const socket of this.#sockets) socket.destroy()
  }
}
