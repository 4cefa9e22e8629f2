// The reliability tests, in their short forms. `make reliability` runs the long ones.
import { fileURLToPath } from 'node:url'
import { postgresIsMissing } from '../package/stores/postgres-server.mjs'
import { redisIsMissing } from '../package/stores/redis-server.mjs'

const TESTS = {
  'reliability: a crash loses nothing and repeats nothing': 'crash',
  'reliability: hostile load': 'load',
  'reliability: copies are handled once': 'once',
  'reliability: nothing is accepted while the store is away': 'trouble'
}

export const jobs = (folder, ...more) =>
  Object.entries(TESTS).map(([name, script]) => ({
    name,
    command: process.execPath,
    args: [fileURLToPath(new URL(`${script}.mjs`, import.meta.url)), folder, ...more],
    missing: [redisIsMissing, postgresIsMissing].filter(Boolean).join('; ') || undefined
  }))
