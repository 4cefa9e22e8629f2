// The store in a real redis-server, with both clients: the contract, and what Redis is asked to do.
import { isError, ok, rejected, same, thrown } from '../../runtimes/suite/expect.mjs'
import { Tally } from '../../runtimes/suite/tally.mjs'
import { contract } from './contract.mjs'
import { load, peer } from './load.mjs'
import { startRedis } from './redis-server.mjs'

const { redisReplayStore } = await load('redis')
const { createClient } = peer('redis')
const Redis = peer('ioredis')
const versionOf = (name) => peer(`${name}/package.json`).version

const tally = new Tally()
const server = await startRedis()
const { url } = server
const nodeRedis = () => createClient({ url }).on('error', () => {}).connect()
const ioredis = () => new Redis(url)

/** `@upstash/redis` has this shape; here it talks to the same server. */
const scripts = (client) => ({ eval: (script, keys, args) => client.eval(script, keys.length, ...keys, ...args) })

try {
  const clients = { 'redis': await nodeRedis(), 'redis again': await nodeRedis(), 'ioredis': ioredis(), 'ioredis again': ioredis() }
  const stores = Object.fromEntries(Object.entries(clients).map(([name, client]) => [name, redisReplayStore(client)]))
  const { redis, ioredis: io } = clients
  await contract([stores.redis, stores['redis again']], tally)
  await contract([stores.ioredis, stores['ioredis again']], tally)
  await contract([stores.redis, stores.ioredis], tally)
  await contract([redisReplayStore(scripts(io)), stores.redis], tally)

  const claim = (store, key, { owner = 'a', keep = 60, seconds = 60 } = {}) => store.claim(key, keep, { owner, seconds })

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
    const left = async () => Math.ceil((await redis.pTTL('times:k')) / 100_000)
    await claim(store, 'k', { keep: 1000, seconds: 500 })
    same(await left(), 15, 'of a claim')
    await store.complete('k', 'a')
    same(await left(), 10, 'of what is done')
  })
  await tally.group('prefixes keep stores apart', ['two'], async () => {
    const [one, two] = ['one:', 'two:'].map((prefix) => redisReplayStore(redis, { prefix }))
    same(await claim(one, 'k'), 'claimed')
    same(await claim(two, 'k'), 'claimed')
    same(await claim(one, 'k'), 'in_progress')
  })
  await tally.group('scripts that the server has forgotten', ['SCRIPT FLUSH'], async () => {
    await claim(stores.redis, 'flushed')
    await redis.scriptFlush()
    same(await claim(stores.redis, 'flushed'), 'in_progress')
    same(await claim(stores.ioredis, 'flushed'), 'in_progress')
  })
  await tally.group('replies as buffers', ['a client that maps types'], async () => {
    const { RESP_TYPES } = peer('redis')
    const mapped = redis.withTypeMapping({ [RESP_TYPES.BLOB_STRING]: Buffer, [RESP_TYPES.NUMBER]: String })
    const store = redisReplayStore(mapped, { prefix: 'mapped:' })
    same([await claim(store, 'k'), await claim(store, 'k')], ['claimed', 'in_progress'])
  })
  await tally.group('a key of another kind is an error', ['redis', 'ioredis'], async (name) => {
    await redis.set('webhook:other', 'x')
    ok(/WRONGTYPE/.test((await rejected(claim(stores[name], 'other'))).message), 'another error')
  })
  await tally.group('a full server', ['redis', 'ioredis'], async (name) => {
    const store = stores[name]
    const [work, more] = [`work ${name}`, `more ${name}`]
    await claim(store, work)
    await redis.configSet('maxmemory', '1')
    try {
      ok(/OOM/.test((await rejected(claim(store, more))).message), 'another error')
      // What is done must not be forgotten because there is no memory.
      await store.complete(work, 'a')
      same(await claim(store, work), 'done')
    } finally {
      await redis.configSet('maxmemory', '0')
    }
    same(await claim(store, more), 'claimed')
  })
  const NONSENSE = [undefined, null, 3, -1, 'OK', [], {}, NaN, 'claimed', true]
  await tally.group('answers that make no sense', NONSENSE.map((answer) => [String(answer), answer]), async ([, answer]) => {
    isError(await rejected(claim(redisReplayStore({ eval: async () => answer }), 'k')), Error)
  })
  const NO_CLIENTS = [undefined, null, {}, 'redis://localhost', 3, { get() {}, set() {} }]
  await tally.group('what is no client', NO_CLIENTS, (client) => isError(thrown(() => redisReplayStore(client)), TypeError))
  await tally.group('prefixes that make no sense', [null, 3, {}], (prefix) =>
    isError(thrown(() => redisReplayStore(redis, { prefix })), TypeError)
  )
  console.log(`ran redis (npm) ${versionOf('redis')}: replay store, on redis-server`)
  console.log(`ran ioredis ${versionOf('ioredis')}: replay store, on redis-server`)
  console.log(`ran Redis ${/redis_version:(\S+)/.exec(await redis.info('server'))[1]}: replay store`)
  for (const client of Object.values(clients)) await client.quit()
} finally {
  await server.remove()
}
if (!tally.end()) process.exitCode = 1
