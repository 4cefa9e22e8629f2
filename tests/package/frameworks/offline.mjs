// Environments that keep tools off the network and out of the home folder.

export const nextEnv = { NEXT_TELEMETRY_DISABLED: '1' }

/**
 * `home` is a folder for what it writes down.
 * @param {string} home
 */
export const wranglerEnv = (home) => ({
  CI: 'true',
  WRANGLER_SEND_METRICS: 'false',
  CLOUDFLARE_CF_FETCH_ENABLED: 'false',
  XDG_CONFIG_HOME: home
})

export const denoEnv = { NO_COLOR: '1', DENO_NO_UPDATE_CHECK: '1' }
