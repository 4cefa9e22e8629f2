// Commands, servers and browsers that a run may need, by name, and how to get each.
import { commandOf, DEBIAN } from '../../scripts/runtimes.mjs'
import { engines } from '../package/browsers/engines.mjs'
import { postgresIsMissing } from '../package/stores/postgres-server.mjs'
import { redisIsMissing } from '../package/stores/redis-server.mjs'

/** @type {Record<string, string | undefined>} */
const NEEDS = {
  ...Object.fromEntries(
    Object.keys(DEBIAN).map((name) => [name, commandOf(name) ? undefined : `it needs ${name}: apt-get install ${name}`])
  ),
  'redis-server': redisIsMissing,
  'postgresql': postgresIsMissing,
  ...Object.fromEntries(engines.map(({ name, missing }) => [name, missing]))
}

/**
 * How to get what is absent, or undefined.
 * @param {string} name
 */
export function missingOf(name) {
  if (!(name in NEEDS)) throw new Error(`"needs: ${name}" is unknown; there are ${Object.keys(NEEDS).join(', ')}`)
  return NEEDS[name]
}
