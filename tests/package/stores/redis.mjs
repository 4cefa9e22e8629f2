// The store in a real redis-server, with each client, in a cluster and over HTTP: the contract, and the commands that Redis
// gets.
// @run replay store in Redis; needs: redis-server
import { versionOf } from '../../../scripts/runtimes.mjs'
import { isError, ok, rejected, same, thrown } from '../../suite/expect.mjs'
import { Tally } from '../../suite/tally.mjs'
import { claim } from './claim.mjs'
import { contract, load, peer } from './load.mjs'
import { startRedisHttp } from './redis-http.mjs'
import { startRedis, startRedisCluster } from './redis-server.mjs'

const { redisReplayStore } = load('webhook-verifier/replay/redis')
const { createClient, createCluster } = peer('redis')
const { Redis: Upstash } = peer('@upstash/redis')
const Redis = peer('ioredis')

/**
 * A command on a connection of its own.
 * @param {string} url
 * @param {string[]} command
 */
async function once(url, command) {
  const client = await createClient({ url }).connect()
  const reply = await client.sendCommand(command)
  client.destroy()
  return reply
}

const tally = new Tally()
const server = await startRedis()
const { url } = server
// A lost connection is an event, which needs a listener.
const nodeRedis = () =>
  createClient({ url })
    .on('error', () => {})
    .connect()
const ioredis = () => new Redis(url).on('error', () => {})

try {
  const clients = { redis: await nodeRedis(), ioredis: ioredis() }
  const stores = { redis: redisReplayStore(clients.redis), ioredis: redisReplayStore(clients.ioredis) }
  const { redis, ioredis: io } = clients
  await contract([stores.redis, stores.ioredis], tally, 'redis')
  await contract([stores.ioredis, stores.redis], tally, 'ioredis')

  const http = await startRedisHttp((command) => io.call(...command.map(String)))
  const upstash = new Upstash({ url: http.url, token: 'none' })
  await contract([redisReplayStore(upstash), stores.redis], tally, '@upstash/redis')
  http.close()

  const cluster = await startRedisCluster(({ url }, command) => once(url, command))
  try {
    const nodes = [{ host: '127.0.0.1', port: cluster.port }]
    const clustered = await createCluster({ rootNodes: [{ url: cluster.url }] }).connect()
    const ioclustered = new Redis.Cluster(nodes)
    await contract([redisReplayStore(clustered), redisReplayStore(ioclustered)], tally, 'a cluster')
    clustered.destroy()
    ioclustered.disconnect()
  } finally {
    await cluster.remove()
  }

  await tally.group('every key expires', ['all of them'], async () => {
    const keys = await redis.keys('*')
    ok(keys.length > 100, `${keys.length} keys`)
    for (const key of keys) {
      ok(key.startsWith('webhook:'), key)
      ok((await redis.pTTL(key)) > 0, `${key} never expires`)
    }
  })
  await tally.group('a key is kept for lease and keepSeconds, then for keepSeconds', ['in Redis'], async () => {
    const store = redisReplayStore(redis, { prefix: 'times:' })
    const left = async () => Math.ceil((await redis.pTTL('times:|k')) / 100_000)
    await claim(store, 'k', { keep: 1000, lease: 500 })
    same(await left(), 15, 'of a claim')
    await store.complete({ key: 'k', owner: 'a', keepSeconds: 1000 })
    same(await left(), 10, 'of what is done')
  })
  await tally.group('prefixes keep stores apart', ['two'], async () => {
    const [one, two] = [redisReplayStore(redis, { prefix: 'one:' }), redisReplayStore(redis, { prefix: 'two:' })]
    same(await claim(one, 'k'), 'claimed')
    same(await claim(two, 'k'), 'claimed')
    same(await claim(one, 'k', { owner: 'another' }), 'in_progress')
  })
  await tally.group('scripts that the server has forgotten', ['SCRIPT FLUSH'], async () => {
    await claim(stores.redis, 'flushed')
    await redis.scriptFlush()
    same(await claim(stores.redis, 'flushed', { owner: 'another' }), 'in_progress')
    same(await claim(stores.ioredis, 'flushed', { owner: 'another' }), 'in_progress')
  })
  await tally.group('replies as buffers', ['a client that maps types'], async () => {
    const { RESP_TYPES } = peer('redis')
    const mapped = redis.withTypeMapping({ [RESP_TYPES.BLOB_STRING]: Buffer, [RESP_TYPES.NUMBER]: String })
    const store = redisReplayStore(mapped, { prefix: 'mapped:' })
    same([await claim(store, 'k'), await claim(store, 'k', { owner: 'another' })], ['claimed', 'in_progress'])
  })
  await tally.group('a key of another kind is an error', Object.entries(stores), async ([, store]) => {
    await redis.set('webhook:|other', 'x')
    ok(/WRONGTYPE/.test((await rejected(claim(store, 'other'))).message), 'another error')
  })
  await tally.group('a full server', Object.entries(stores), async ([name, store]) => {
    const [work, more] = [`work ${name}`, `more ${name}`]
    await claim(store, work)
    await redis.configSet('maxmemory', '1')
    try {
      ok(/OOM/.test((await rejected(claim(store, more))).message), 'another error')
      // A handled delivery must not be forgotten for lack of memory.
      await store.complete({ key: work, owner: 'a', keepSeconds: 60 })
      same(await claim(store, work), 'done')
    } finally {
      await redis.configSet('maxmemory', '0')
    }
    same(await claim(store, more), 'claimed')
  })
  const NONSENSE = [undefined, null, 3, -1, 'OK', [], {}, NaN, 'claimed', true]
  await tally.group(
    'answers that make no sense',
    NONSENSE.map((answer) => [String(answer), answer]),
    async ([, answer]) => {
      isError(await rejected(claim(redisReplayStore({ eval: async () => answer }), 'k')), Error)
    }
  )
  const NO_CLIENTS = [undefined, null, {}, 'redis://localhost', 3, { get() {}, set() {} }]
  await tally.group('what is no client', NO_CLIENTS, (client) =>
    isError(
      thrown(() => redisReplayStore(client)),
      TypeError
    )
  )
  await tally.group('prefixes that make no sense', [null, 3, {}], (prefix) =>
    isError(
      thrown(() => redisReplayStore(redis, { prefix })),
      TypeError
    )
  )
  await tally.group('a server that is frozen, then killed', Object.entries(stores), async ([name, store]) => {
    await server.whileFrozen(() => claim(store, `frozen ${name}`))
    await server.kill()
    await server.start()
    same(await claim(store, `frozen ${name}`), 'claimed', 'by a server that saves nothing')
    same(await claim(store, `frozen ${name}`, { owner: 'another' }), 'in_progress', 'then')
  })
  console.log(`ran redis (npm) ${versionOf('stores', 'redis')}: replay store, on redis-server, alone and as a cluster`)
  console.log(`ran ioredis ${versionOf('stores', 'ioredis')}: replay store, on redis-server, alone and as a cluster`)
  console.log(`ran @upstash/redis ${versionOf('stores', '@upstash/redis')}: replay store, on redis-server through HTTP`)
  console.log(`ran Redis ${/redis_version:(\S+)/.exec(await redis.info('server'))?.[1]}: replay store`)
  // Not quit(), which waits for a server where a client has not yet found it again.
  for (const client of Object.values(clients)) client.destroy ? client.destroy() : client.disconnect()
} finally {
  await server.remove()
}
if (!tally.end()) process.exitCode = 1
