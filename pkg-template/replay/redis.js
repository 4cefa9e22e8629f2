// A replay store in Redis. A claim is a hash with its owner; without one it is done. The time that is left to the key says
// whether the lease is over, so the one clock is the server's, and no key stays for ever.
import { claimArguments, completeArguments, getOption, releaseArguments } from './arguments.js'
import { withStorageKeys } from './storage-key.js'

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
const OUTCOMES = new Map([
  ['0', 'claimed'],
  ['1', 'in_progress'],
  ['2', 'done']
])

export function redisReplayStore(client, options = {}) {
  const prefix = getOption(options, 'prefix', 'webhook:')
  if (typeof prefix !== 'string') throw new TypeError('prefix must be a string')
  return new RedisReplayStore(evaluatorOf(client), prefix)
}

class RedisReplayStore {
  #evaluate
  #prefix

  constructor(evaluate, prefix) {
    this.#evaluate = evaluate
    this.#prefix = prefix
  }

  async claim(given) {
    const claim = claimArguments(given)
    const reply = await this.#run(CLAIM, claim, String(claim.keep), String(claim.lease + claim.keep))
    const outcome = OUTCOMES.get(String(reply))
    if (!outcome) throw new Error(`Redis was asked for a claim and answered ${String(reply)}`)
    return outcome
  }

  async complete(given) {
    const completion = completeArguments(given)
    await this.#run(COMPLETE, completion, String(completion.keep))
  }

  async release(given) {
    await this.#run(RELEASE, releaseArguments(given))
  }

  async check() {
    const reply = await this.#send(CHECK, '', [])
    if (String(reply) !== '0') throw new Error(`Redis was asked for a check and answered ${String(reply)}`)
  }

  async #run(script, claim, ...more) {
    const { key, owner } = await withStorageKeys(claim)
    return this.#send(script, key, [owner, ...more])
  }

  #send(script, key, args) {
    const reply = this.#evaluate(script, `${this.#prefix}|${key}`, args)
    if (typeof reply?.then !== 'function') throw new TypeError('the client of Redis returned no promise from eval')
    return reply
  }
}

/**
 * How each client runs a script, told apart by what only it has. EVAL each time, not EVALSHA: the server compiles a script
 * once either way, and nothing is lost when it restarts, fails over or is one of a cluster; it costs some 300 bytes a call.
 */
function evaluatorOf(client) {
  const has = (name) => typeof client?.[name] === 'function'
  if (has('exec') && !has('duplicate') && !has('pipeline')) {
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
function callsBack(client, has) {
  if (has('internal_send_command')) return true
  return has('evalSha') && (client.options?.legacyMode === true || (has('multi') && !has('connect')))
}

const settled = (send) => new Promise((resolve, reject) => send((error, reply) => (error ? reject(error) : resolve(reply))))
