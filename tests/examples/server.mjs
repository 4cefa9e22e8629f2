// One of the examples that are servers: `node tests/examples/server.mjs <folder> <name>`.
import { Tally } from '../runtimes/suite/tally.mjs'
import { denoEnv, nextEnv, wranglerEnv } from '../package/servers/offline.mjs'
import { copyOf, start } from './example.mjs'
import { addReceiver } from './receiver.mjs'

const [, , folder, name] = process.argv
const example = copyOf(folder, name)

/** How each is told to take a port that is free, in its environment or by `more` arguments. */
const WAYS = {
  'node-http': { env: { PORT: '0' } },
  'deno': { env: { ...denoEnv, DENO_SERVE_ADDRESS: 'tcp:127.0.0.1:0' } },
  'bun': { env: { PORT: '0' } },
  'cloudflare-worker': { env: wranglerEnv(example), more: '--ip 127.0.0.1 --port 0 --inspector-port 0' },
  'next': { env: nextEnv, more: '--hostname 127.0.0.1 --port 0' },
}

const tally = new Tally()
const server = await start(example, WAYS[name])
try {
  await addReceiver(tally, name, server)
} finally {
  await server.stop()
}
if (!tally.end()) process.exitCode = 1
