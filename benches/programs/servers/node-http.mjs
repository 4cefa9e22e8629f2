// A node:http server: `node-http.mjs <contender> <number of secrets>`.
import { createServer } from 'node:http'
import { nodeListener } from './node-listener.mjs'
import { announce } from './serve.mjs'

const [contender = '', secretCount] = process.argv.slice(2)
const server = createServer(await nodeListener(contender, Number(secretCount)))
server.listen(0, '127.0.0.1', () => announce(/** @type {import('node:net').AddressInfo} */ (server.address()).port))
