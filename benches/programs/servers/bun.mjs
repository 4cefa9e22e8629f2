// Bun.serve: `bun.mjs <contender> <number of secrets>`.
import { fetchFunction } from './fetch.mjs'
import { announce } from './serve.mjs'

const [contender = '', secretCount] = process.argv.slice(2)
const fetch = await fetchFunction(contender, Number(secretCount))
announce(Bun.serve({ port: 0, hostname: '127.0.0.1', fetch }).port)
