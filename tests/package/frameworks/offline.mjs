// Environments that keep tools off the network and out of the home folder.
import { join } from 'node:path'
import { root } from '../../../scripts/project.mjs'

/** Keeps what V8 has compiled of tools, for versions of Node that can: some are files of ten megabytes. */
export const compiledOnce = { NODE_COMPILE_CACHE: join(root, 'target/npm/compiled') }

export const nextEnv = { NEXT_TELEMETRY_DISABLED: '1' }

/**
 * `home` is a folder for what it writes down.
 * @param {string} home
 */
export const wranglerEnv = (home) => ({
  ...compiledOnce,
  CI: 'true',
  WRANGLER_SEND_METRICS: 'false',
  CLOUDFLARE_CF_FETCH_ENABLED: 'false',
  XDG_CONFIG_HOME: home
})

export const denoEnv = { NO_COLOR: '1', DENO_NO_UPDATE_CHECK: '1' }
