// The clients that users bring, as their own packages type them.
import { Redis as Upstash } from '@upstash/redis'
import { Cluster as IoredisCluster, Redis as Ioredis } from 'ioredis'
import pg from 'pg'
import { createClient, createClientPool, createCluster } from 'redis'
import { postgresReplayStore, replayTableSql } from 'webhook-verifier/replay/postgres'
import { redisReplayStore } from 'webhook-verifier/replay/redis'

redisReplayStore(createClient())
redisReplayStore(await createClient({ url: 'redis://localhost' }).connect())
redisReplayStore(createClientPool())
redisReplayStore(createCluster({ rootNodes: [] }))
redisReplayStore(new Ioredis())
redisReplayStore(new IoredisCluster([]))
redisReplayStore(Upstash.fromEnv())
redisReplayStore(new Upstash({ url: 'https://redis.invalid', token: 'a' }))

const pool = new pg.Pool()
await pool.query(replayTableSql())
postgresReplayStore(pool)
postgresReplayStore(new pg.Client())

// @ts-expect-error a pool is no Redis
redisReplayStore(pool)
// @ts-expect-error Redis is no pool
postgresReplayStore(new Ioredis())
