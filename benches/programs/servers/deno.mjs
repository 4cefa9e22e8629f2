// Deno.serve: `deno.mjs <contender> <number of secrets>`.
import process from 'node:process'
import { fetchFunction } from './fetch.mjs'
import { announce } from './serve.mjs'

const [contender = '', secretCount] = process.argv.slice(2)
const fetch = await fetchFunction(contender, Number(secretCount))
Deno.serve(
  { port: 0, hostname: '127.0.0.1', onListen: (/** @type {{ port: number }} */ { port }) => announce(port) },
  (/** @type {Foreign} */ request) => fetch(request)
)
