// A port for a server that does not say which one it chose, or that is started again on the same one.
import { once } from 'node:events'
import { createServer } from 'node:net'

/**
 * Below the ports that systems give to outgoing connections: one of those could take the port before the server does, also the client's
 * own, which would then be connected to itself.
 */
const [FIRST, COUNT] = [10_000, 20_000]
const TRIES = 100

export async function freePort() {
  for (let tries = 0; tries < TRIES; tries++) {
    const port = FIRST + Math.floor(Math.random() * COUNT)
    if (await isFree(port)) return port
  }
  throw new Error(`of ${TRIES} ports none was free`)
}

/** @param {number} port */
async function isFree(port) {
  const server = createServer().listen(port, '127.0.0.1')
  try {
    await once(server, 'listening')
  } catch {
    return false
  }
  server.close()
  await once(server, 'close')
  return true
}
