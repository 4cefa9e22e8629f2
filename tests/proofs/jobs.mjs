// The proofs, in their short forms. `make prove` runs the long ones.
import { fileURLToPath } from 'node:url'
import { postgresIsMissing } from '../package/stores/postgres-server.mjs'
import { redisIsMissing } from '../package/stores/redis-server.mjs'

const PROOFS = {
  'proof: a crash loses nothing and repeats nothing': 'crash',
  'proof: hostile load': 'load',
  'proof: copies are handled once': 'once',
  'proof: nothing is accepted while the store is away': 'trouble'
}

export const jobs = (folder, ...more) =>
  Object.entries(PROOFS).map(([name, script]) => ({
    name,
    command: process.execPath,
    args: [fileURLToPath(new URL(`${script}.mjs`, import.meta.url)), folder, ...more],
    missing: [redisIsMissing, postgresIsMissing].filter(Boolean).join('; ') || undefined
  }))
