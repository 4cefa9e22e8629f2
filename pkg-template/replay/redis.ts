// A replay store in Redis. A claim is a hash with its owner; without one it is done. The time that is left to the key says
// whether the lease is over, so the one clock is the server's, and no key stays endlessly.
import { claimArguments, completeArguments, getOption, hasMethod, type Holder, type Outcome, releaseArguments } from './arguments.ts'
import { withStorageKeys } from './storage-key.ts'
import type { ReplayStore } from './store.ts'

export type { ReplayStore }

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

type RedisClient = NodeRedisClient | LegacyRedisClient | IoredisClient | BunRedisClient | RedisScripts
type Evaluate = (script: string, key: string, args: string[]) => Promise<unknown>

const CLAIM = `
local owner, keep = redis.call('HGET', KEYS[1], 'owner'), redis.call('HGET', KEYS[1], 'keep')
if keep and not owner then return 2 end
if keep and owner ~= ARGV[1] and redis.call('PTTL', KEYS[1]) > tonumber(keep) then return 1 end
redis.call('HSET', KEYS[1], 'owner', ARGV[1], 'keep', ARGV[2])
redis.call('PEXPIRE', KEYS[1], ARGV[3])
return 0`

// Commands that a Redis which is full still carries out: what is done must not be forgotten for want of memory.
const COMPLETE = `
if redis.call('HGET', KEYS[1], 'owner') ~= ARGV[1] then return 0 end
redis.call('HDEL', KEYS[1], 'owner')
return redis.call('PEXPIRE', KEYS[1], ARGV[2])`

const RELEASE = `
if redis.call('HGET', KEYS[1], 'owner') ~= ARGV[1] then return 0 end
return redis.call('DEL', KEYS[1])`

/** Writes as a claim does, for a replica and a full server read well, and leaves nothing. No claim has an empty key. */
const CHECK = `
redis.call('HSET', KEYS[1], 'owner', '', 'keep', '1')
redis.call('PEXPIRE', KEYS[1], '1000')
redis.call('DEL', KEYS[1])
return 0`

/** By the number's text: Number() would make a claim of null. */
const OUTCOMES = new Map<string, Outcome>([
  ['0', 'claimed'],
  ['1', 'in_progress'],
  ['2', 'done']
])

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
  options: { prefix?: string | undefined } = {}
): ReplayStore {
  const prefix = getOption(options, 'prefix', 'webhook:')
  if (typeof prefix !== 'string') throw new TypeError('prefix must be a string')
  return new RedisReplayStore(toEvaluate(client), prefix)
}

class RedisReplayStore implements ReplayStore {
  #evaluate: Evaluate
  #prefix: string

  constructor(evaluate: Evaluate, prefix: string) {
    this.#evaluate = evaluate
    this.#prefix = prefix
  }

  async claim(given: unknown): Promise<Outcome> {
    const claim = claimArguments(given)
    const reply = await this.#run(CLAIM, claim, String(claim.keep), String(claim.lease + claim.keep))
    const outcome = OUTCOMES.get(String(reply))
    if (!outcome) throw new Error(`Redis was asked for a claim and answered ${String(reply)}`)
    return outcome
  }

  async complete(given: unknown): Promise<void> {
    const completion = completeArguments(given)
    await this.#run(COMPLETE, completion, String(completion.keep))
  }

  async release(given: unknown): Promise<void> {
    await this.#run(RELEASE, releaseArguments(given))
  }

  async check(): Promise<void> {
    const reply = await this.#send(CHECK, '', [])
    if (String(reply) !== '0') throw new Error(`Redis was asked for a check and answered ${String(reply)}`)
  }

  async #run(script: string, claim: Holder, ...more: string[]): Promise<unknown> {
    const { key, owner } = await withStorageKeys(claim)
    return this.#send(script, key, [owner, ...more])
  }

  #send(script: string, key: string, args: string[]): Promise<unknown> {
    const reply = this.#evaluate(script, `${this.#prefix}|${key}`, args)
    if (typeof reply?.then !== 'function') throw new TypeError('the client of Redis returned no promise from eval')
    return reply
  }
}

/**
 * How each client runs a script, told apart by what only it has. EVAL each time, not EVALSHA: the server compiles a script
 * once either way, and nothing is lost when it restarts, fails over or is one of a cluster; it costs some 300 bytes a call.
 */
function toEvaluate(given: RedisClient): Evaluate {
  const has = (name: string): boolean => hasMethod(given, name)
  // The checks below tell the kinds apart, not the compiler.
  const client = given as any
  if (has('eval') && has('exec') && !has('duplicate') && !has('pipeline')) {
    throw new TypeError('redisReplayStore takes a client of Redis, not a transaction or a pipeline: those send nothing before exec()')
  }
  if (callsBack(client, has)) return (script, key, args) => settled((done) => client.eval(script, '1', key, ...args, done))
  // `redis`
  if (has('evalSha')) return (script, key, args) => client.eval(script, { keys: [key], arguments: args })
  // `ioredis`, `iovalkey`
  if (has('defineCommand')) return (script, key, args) => client.eval(script, 1, key, ...args)
  // Bun's, whose older versions have no eval
  if (has('send')) return (script, key, args) => client.send('EVAL', [script, '1', key, ...args])
  // `@upstash/redis`, and anything that is made to fit
  if (has('eval')) return (script, key, args) => client.eval(script, [key], args)
  throw new TypeError('redisReplayStore takes a client of redis, ioredis, iovalkey or Bun, or { eval(script, keys, args) }')
}

/** `redis` 3, `legacyMode` of 4, and what `legacy()` of 5 and later returns: without a callback, their errors end the process. */
function callsBack(client: any, has: (name: string) => boolean): boolean {
  if (has('internal_send_command')) return true
  return has('evalSha') && (client.options?.legacyMode === true || (has('multi') && !has('connect')))
}

const settled = (send: (done: (error: unknown, reply: unknown) => void) => void): Promise<unknown> =>
  new Promise((resolve, reject) => send((error, reply) => (error ? reject(error) : resolve(reply))))
