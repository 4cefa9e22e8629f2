// Express: `express.mjs <contender> <number of secrets>`.
import express from 'express'
import { announce } from './serve.mjs'
import { snippet } from './snippet.mjs'

const [contender = '', secretCount] = process.argv.slice(2)
const app = express()
if (contender === 'snippet') {
  const answer = snippet(Number(secretCount))
  app.post('/', express.raw({ type: '*/*', limit: '1mb' }), (/** @type {Foreign} */ req, /** @type {Foreign} */ res) =>
    res.status(answer((/** @type {string} */ name) => req.headers[name], req.body)).end()
  )
} else {
  const [{ toNodeHandler }, { handler }] = await Promise.all([import('webhook-verifier/node'), import('./ours.mjs')])
  app.post('/', toNodeHandler(handler(contender, Number(secretCount))))
}
const server = app.listen(0, '127.0.0.1', () => announce(server.address().port))
