// The clients that users bring, as their own packages type them.
import { Redis as Upstash } from '@upstash/redis'
import { createClient as createLibsql } from '@libsql/client'
import { PGlite } from '@electric-sql/pglite'
import { neon, Pool as NeonPool } from '@neondatabase/serverless'
import { createPool, sql as vercelSql } from '@vercel/postgres'
import { Cluster as IoredisCluster, Redis as Ioredis } from 'ioredis'
import BetterSqlite from 'better-sqlite3'
import { Redis as Valkey } from 'iovalkey'
import Libsql from 'libsql'
import { DatabaseSync } from 'node:sqlite'
import pg from 'pg'
import postgres from 'postgres'
import { createClient, createClientPool, createCluster } from 'redis'
import { postgresReplayStore, replayTableSql } from 'webhook-verifier/replay/postgres'
import { redisReplayStore } from 'webhook-verifier/replay/redis'
import { sqliteReplayStore } from 'webhook-verifier/replay/sqlite'

redisReplayStore(createClient())
redisReplayStore(await createClient({ url: 'redis://localhost' }).connect())
redisReplayStore(createClientPool())
redisReplayStore(createCluster({ rootNodes: [] }))
redisReplayStore(createClient().legacy())
redisReplayStore(new Ioredis())
redisReplayStore(new Valkey())
redisReplayStore(new IoredisCluster([]))
redisReplayStore(Upstash.fromEnv())
redisReplayStore(new Upstash({ url: 'https://redis.invalid', token: 'a' }))

const pool = new pg.Pool()
await pool.query(replayTableSql())
postgresReplayStore(pool)
postgresReplayStore(new pg.Client())
postgresReplayStore(neon('postgres://localhost'))
postgresReplayStore(neon('postgres://localhost', { fullResults: true }))
postgresReplayStore(new NeonPool())
postgresReplayStore(createPool())
postgresReplayStore(vercelSql)
postgresReplayStore(postgres())
postgresReplayStore(new PGlite())

sqliteReplayStore(new DatabaseSync('replay.db'))
sqliteReplayStore(new BetterSqlite('replay.db'))
sqliteReplayStore(new Libsql('replay.db'))
sqliteReplayStore(createLibsql({ url: 'file:replay.db' }))

// @ts-expect-error PostgreSQL is not SQLite
sqliteReplayStore(pool)
// @ts-expect-error a pool is no Redis
redisReplayStore(pool)
// @ts-expect-error Redis is no pool
postgresReplayStore(new Ioredis())
// @ts-expect-error a transaction sends nothing before exec()
redisReplayStore(createClient().multi())
