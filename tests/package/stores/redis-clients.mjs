// The store in Redis with each client that people bring, of whatever age: the contract where it fits, else a TypeError when the
// store is made. None of them ends the process.
// @run replay store in Redis, its clients; needs: redis-server; slow
import { versionOf } from '../../../scripts/runtimes.mjs'
import { isError, ok, present, rejected, same, thrown } from '../../suite/expect.mjs'
import { Tally } from '../../suite/tally.mjs'
import { contract, load, olderPeer, peer } from './load.mjs'
import { startRedis } from './redis-server.mjs'

const { redisReplayStore } = load('webhook-verifier/replay/redis')
/** @type {unknown[]} */
const uncaught = []
process.on('uncaughtException', (error) => uncaught.push(error.message))
process.on('unhandledRejection', (/** @type {any} */ error) => uncaught.push(error.message))

const tally = new Tally()
const server = await startRedis()
const { url } = server
/** @param {Foreign} client */
const quiet = (client) => client.on('error', () => {})
/**
 * With the function that closes it.
 * @param {string} name
 * @param {{ legacyMode: boolean; } | { RESP: number; }} [options]
 */
const nodeRedis = async (name, options) => {
  const client = await quiet((name === 'redis' ? peer : olderPeer)(name).createClient({ url, ...options })).connect()
  return [client, () => (client.disconnect ?? client.destroy).call(client)]
}
/** @param {Foreign} client */
const disconnected = (client) => [client, () => client.disconnect()]
const { Redis: OlderIoredis } = olderPeer('ioredis')

/** @type {Record<string, () => Foreign>} */
const CLIENTS = {
  'redis 3': () => {
    const client = quiet(olderPeer('redis3').createClient(url))
    return [client, () => client.end(true)]
  },
  'redis 4': async () => nodeRedis('redis4'),
  'redis 4, legacyMode': async () => nodeRedis('redis4', { legacyMode: true }),
  'redis 4, v4 of legacyMode': async () => {
    const [{ v4 }, close] = await nodeRedis('redis4', { legacyMode: true })
    return [v4, close]
  },
  'redis 5': async () => nodeRedis('redis5'),
  'redis 5, legacy()': async () => {
    const [client, close] = await nodeRedis('redis5')
    return [client.legacy(), close]
  },
  'redis 6, legacy()': async () => {
    const [client, close] = await nodeRedis('redis')
    return [client.legacy(), close]
  },
  'redis 6, RESP 2': async () => nodeRedis('redis', { RESP: 2 }),
  'redis 6, a pool': async () => {
    const pool = await quiet(peer('redis').createClientPool({ url })).connect()
    return [pool, () => pool.destroy()]
  },
  'ioredis 5': () => disconnected(quiet(new OlderIoredis(url))),
  'ioredis 5, a prefix of its own': () => disconnected(quiet(new OlderIoredis(url, { keyPrefix: 'app:' }))),
  'ioredis 6, numbers as texts': () => disconnected(quiet(new (peer('ioredis'))(url, { stringNumbers: true }))),
  'ioredis 6, auto-pipelining': () => disconnected(quiet(new (peer('ioredis'))(url, { enableAutoPipelining: true }))),
  'iovalkey': () => disconnected(quiet(new (peer('iovalkey'))(url))),
  'ioredis-mock': () => disconnected(new (olderPeer('ioredis-mock'))())
}

try {
  for (const [name, make] of Object.entries(CLIENTS)) {
    const [client, close] = await make()
    const store = redisReplayStore(client, { prefix: `${name}:` })
    await contract([store], tally, name)
    await close()
  }

  const redis = await nodeRedis('redis')
  const redis5 = await nodeRedis('redis5')
  const redis4 = await nodeRedis('redis4')
  const redis3 = present(CLIENTS['redis 3'])()
  const ioredis = disconnected(quiet(new (peer('ioredis'))(url)))
  const upstash = new (peer('@upstash/redis').Redis)({ url: 'http://127.0.0.1:1', token: 'none' })
  const BATCHES = {
    'redis 3, multi()': redis3[0].multi(),
    'redis 3, batch()': redis3[0].batch(),
    'redis 4, multi()': redis4[0].multi(),
    'redis 5, multi()': redis5[0].multi(),
    'redis 5, legacy().multi()': redis5[0].legacy().multi(),
    'redis 6, multi()': redis[0].multi(),
    'ioredis, pipeline()': ioredis[0].pipeline(),
    'ioredis, multi()': ioredis[0].multi(),
    '@upstash/redis, pipeline()': upstash.pipeline(),
    '@upstash/redis, multi()': upstash.multi()
  }
  await tally.group('transactions and pipelines are refused when the store is made', Object.entries(BATCHES), ([, batch]) =>
    isError(
      thrown(() => redisReplayStore(batch)),
      TypeError
    )
  )
  // @valkey/valkey-glide has exec(), but for a batch that it is given.
  await tally.group('a client without eval is not called a transaction', ['exec alone'], () => {
    const { message } = thrown(() => redisReplayStore({ exec() {}, customCommand() {} }))
    ok(message.startsWith('redisReplayStore takes a client of redis,'), message)
  })
  await tally.group('an eval that returns no promise', ['check', 'claim', 'complete', 'release'], async (method) => {
    const store = redisReplayStore({ eval: () => 0 })
    isError(await rejected(store[/** @type {'claim'} */ (method)]({ key: 'k', owner: 'a', leaseSeconds: 1, keepSeconds: 1 })), TypeError)
  })
  await tally.group('check() leaves nothing', ['keys of its prefix'], async () => {
    await redisReplayStore(redis[0], { prefix: 'checked:' }).check()
    same(await redis[0].keys('checked:*'), [], 'keys')
  })
  await tally.group('check() of a server that takes no writes', ['a replica', 'full'], async (kind) => {
    const [change, back, message] =
      kind === 'full'
        ? [['CONFIG', 'SET', 'maxmemory', '1'], ['CONFIG', 'SET', 'maxmemory', '0'], /OOM/]
        : [['REPLICAOF', '127.0.0.1', '1'], ['REPLICAOF', 'NO', 'ONE'], /READONLY/]
    await redis[0].sendCommand(change)
    const error = await rejected(redisReplayStore(redis[0]).check())
    await redis[0].sendCommand(back)
    ok(message.test(error.message), error.message)
  })
  await tally.group(
    'check() of a server that is away',
    ['redis 3', 'redis 4, legacyMode', 'redis 5, legacy()', 'redis 6', 'ioredis'],
    async (name) => {
      /** @type {Record<string, Foreign>} */
      const clients = { 'redis 6': redis, 'ioredis': disconnected(quiet(new (peer('ioredis'))(url, { maxRetriesPerRequest: 0 }))) }
      const [client, close] = clients[name] ?? (await /** @type {() => Foreign} */ (CLIENTS[name])())
      const store = redisReplayStore(client)
      await store.check()
      await close()
      ok((await rejected(store.check())) instanceof Error, 'no error')
    }
  )
  const BROKEN = { check: [undefined, null, 1, 'OK'] }
  await tally.group('answers to check() that make no sense', BROKEN.check, async (answer) =>
    isError(await rejected(redisReplayStore({ eval: async () => answer }).check()), Error)
  )
  await new Promise((resolve) => setTimeout(resolve, 100))
  await tally.group('nothing that ends the process', ['uncaught errors'], () => same(uncaught, [], 'uncaught'))
  for (const [, close] of [redis5, redis4, redis3, ioredis]) await close()
  for (const name of ['iovalkey']) console.log(`ran ${name} ${versionOf('stores', name)}: replay store, on redis-server`)
  for (const name of ['redis3', 'redis4', 'redis5'])
    console.log(`ran redis (npm) ${versionOf('older-clients', name)}: replay store, on redis-server`)
  console.log(`ran ioredis ${versionOf('older-clients', 'ioredis')}: replay store, on redis-server`)
  console.log(`ran ioredis-mock ${versionOf('older-clients', 'ioredis-mock')}: replay store`)
} finally {
  await server.remove()
}
process.exit(tally.end() ? 0 : 1)
