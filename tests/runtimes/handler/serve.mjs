// A real server on Deno or Bun, on a port that the system chooses; prints it.
import * as library from 'webhook-verifier'
import { served } from './served.mjs'

const { fetch } = served(library)
/** @param {{ port: number }} parts */
const onListen = ({ port }) => console.log(`port ${port}`)
const where = { port: 0, hostname: '127.0.0.1' }
if (globalThis.Deno) Deno.serve({ ...where, onListen }, fetch)
else onListen(Bun.serve({ ...where, fetch }))
