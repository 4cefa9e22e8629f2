// Bun's own Redis client, in Bun, on a real redis-server.
// @run replay store in Redis, from Bun; on: Bun; needs: redis-server
import { RedisClient } from 'bun'
import { Tally } from '../../suite/tally.mjs'
import { contract, load } from './load.mjs'
import { startRedis } from './redis-server.mjs'

const { redisReplayStore } = load('webhook-verifier/replay/redis')
const server = await startRedis()
const tally = new Tally()
try {
  const clients = [new RedisClient(server.url), new RedisClient(server.url)]
  await contract(
    clients.map((client) => redisReplayStore(client)),
    tally,
    'RedisClient'
  )
  for (const client of clients) client.close()
} finally {
  await server.remove()
}
console.log(`ran Bun ${Bun.version}: replay store in Redis, with its own client`)
process.exit(tally.end() ? 0 : 1)
