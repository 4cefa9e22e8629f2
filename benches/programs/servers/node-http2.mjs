// A node:http2 server without TLS: `node-http2.mjs <contender> <number of secrets>`.
import { createServer } from 'node:http2'
import { nodeListener } from './node-listener.mjs'
import { announce } from './serve.mjs'

const [contender = '', secretCount] = process.argv.slice(2)
const server = createServer(await nodeListener(contender, Number(secretCount)))
server.listen(0, '127.0.0.1', () => announce(/** @type {import('node:net').AddressInfo} */ (server.address()).port))
