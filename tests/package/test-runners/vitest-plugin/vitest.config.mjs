import { cloudflareTest } from '@cloudflare/vitest-plugin'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  plugins: [cloudflareTest({ wrangler: { configPath: './wrangler.toml' } })],
  // The vectors have a key `__proto__`, which is none in an object of JavaScript.
  json: { stringify: true, namedExports: false },
  test: { globals: true }
})
