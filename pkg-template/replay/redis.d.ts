import type { ReplayStore } from './store.js'

export type { ReplayStore } from './store.js'

/** Anything that runs a Lua script: `@upstash/redis` as it is, any other client in two lines. */
export interface RedisScripts {
  eval(script: string, keys: string[], args: string[]): Promise<unknown>
  // Named in every kind, so that the compiler tells the kinds apart and knows the parameters of your own `eval`.
  evalSha?: undefined
  defineCommand?: undefined
}

/** A client, a pool or a cluster of `redis` (node-redis). */
export interface NodeRedisClient {
  eval(script: string, options: { keys: string[]; arguments: string[] }): Promise<unknown>
  evalSha: object
  defineCommand?: undefined
}

/** The result of `legacy()` of `redis`; its `legacyMode` and its version 3 work too, without types. */
export interface LegacyRedisClient {
  eval(...args: any[]): void
  evalSha: object
  multi: object
  connect?: undefined
  defineCommand?: undefined
}

/** A client or a cluster of `ioredis` or `iovalkey`. */
export interface IoredisClient {
  eval(script: string, numkeys: number, ...args: string[]): Promise<unknown>
  defineCommand: object
  evalSha?: undefined
}

/** Bun's `RedisClient`. */
export interface BunRedisClient {
  send(command: string, args: string[]): Promise<unknown>
  evalSha?: undefined
  defineCommand?: undefined
}

/**
 * A store in Redis 5 or later, or what speaks its protocol. One script for each call, each with a single key; leases and
 * keys expire by the server's clock. The server must not evict (`maxmemory-policy noeviction`): a key that is pushed out
 * is a delivery that can be replayed.
 *
 * @param client one that is connected
 * @param options.prefix of every key, default `webhook:`
 * @throws {TypeError} for a client of another kind, and for a transaction or a pipeline
 */
export function redisReplayStore(
  client: NodeRedisClient | LegacyRedisClient | IoredisClient | BunRedisClient | RedisScripts,
  options?: { prefix?: string | undefined }
): ReplayStore
