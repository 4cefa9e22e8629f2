import { defineConfig } from 'vitest/config'

export default defineConfig({
  // The vectors have a key `__proto__`, which is none in an object of JavaScript.
  json: { stringify: true, namedExports: false },
  test: {
    globals: true,
    projects: ['node', 'jsdom', 'edge-runtime'].map((environment) => ({
      extends: true,
      test: { name: environment, environment }
    }))
  }
})
