// PostgreSQL over HTTP, as serverless hosts offer it: a statement and its values come in as JSON, rows of texts go out.
import { once } from 'node:events'
import { createServer } from 'node:http'

/**
 * @returns the URL to ask, and a function that closes it; `pool` is one of pg.
 * @param {any} pool
 */
export async function startPostgresHttp(pool) {
  const server = createServer(async (request, response) => {
    const { query, params } = JSON.parse(Buffer.concat(await request.toArray()).toString())
    const [status, body] = await answer(pool, query, params)
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${/** @type {import('node:net').AddressInfo} */ (server.address()).port}/sql`,
    close: () => (server.close(), server.closeAllConnections())
  }
}

const AS_TEXT = { getTypeParser: () => (/** @type {string} */ text) => text }

/**
 * @param {Foreign} pool
 * @param {string} text
 * @param {unknown[]} values
 * @returns {Promise<[status: number, body: object]>}
 */
async function answer(pool, text, values) {
  try {
    const { fields, rows, command, rowCount } = await pool.query({ text, values, rowMode: 'array', types: AS_TEXT })
    return [200, { fields, rows, command, rowCount }]
  } catch (error) {
    const { message, code, severity } = /** @type {Foreign} */ (error)
    return [400, { message, code, severity }]
  }
}
