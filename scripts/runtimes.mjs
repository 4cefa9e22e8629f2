// What the tests run on: which packages, which versions, where scripts/setup.mjs puts them.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { root } from './project.mjs'

export const NODES = [20, 22, 24, 26]
const nodePackage = (major) => `npm:node-${process.platform}-${process.arch}@${major}`

/** npm packages by the folder under .tools/ that they are installed in; `core` is what the quick run needs. */
export const PACKAGES = {
  node: Object.fromEntries(NODES.map((major) => [`node${major}`, nodePackage(major)])),
  runtimes: { 'deno': '2.9.6', 'bun': '1.4.5', 'miniflare': '4.20260730.0', '@edge-runtime/vm': '5.0.0' },
  next: { 'next': '16.4.6', 'react': '19.3.1', 'react-dom': '19.3.1' },
  // Wrangler, and the frameworks that build for Workers.
  wrangler: {
    'wrangler': '4.164.0',
    'vite': '8.4.0',
    '@cloudflare/vite-plugin': '1.64.0',
    'nitropack': '2.13.6',
    'nitro': '3.0.260903-beta',
    'svelte': '5.57.3',
    '@sveltejs/kit': '2.70.4',
    '@sveltejs/vite-plugin-svelte': '7.3.1',
    '@sveltejs/adapter-cloudflare': '7.2.9',
    'astro': '7.3.5',
    '@astrojs/cloudflare': '14.3.3',
    '@opennextjs/cloudflare': '1.20.17',
    'next': '16.4.6',
    'react': '19.3.1',
    'react-dom': '19.3.1'
  },
  // With type packages of its age: today's are not in the grammar of TypeScript 5.4.
  typescript54: { 'typescript': '5.4.5', '@types/node': '20.12.14', '@cloudflare/workers-types': '5.20261117.1' },
  typescript59: { 'typescript': '5.9.3', '@types/node': '26.6.6', '@cloudflare/workers-types': '5.20261117.1' },
  lint: { 'publint': '0.3.25', '@arethetypeswrong/cli': '0.18.5' },
  frameworks: {
    'express': '5.3.0',
    'express4': 'npm:express@4.22.2',
    'connect': '3.7.0',
    'fastify': '5.12.8',
    '@fastify/compress': '9.2.0',
    'fastify-raw-body': '6.0.1',
    'koa': '3.3.0',
    'node-mocks-http': '1.18.1',
    'hono': '4.13.19',
    '@hono/node-server': '2.1.9',
    '@nestjs/common': '12.5.1',
    '@nestjs/core': '12.5.1',
    '@nestjs/platform-express': '12.5.1',
    '@nestjs/platform-fastify': '12.5.0',
    'reflect-metadata': '0.2.2',
    'rxjs': '7.8.2',
    '@google-cloud/functions-framework': '5.0.5',
    'zod': '4.6.7',
    'valibot': '1.5.0',
    'arktype': '2.2.9',
    '@types/express': '5.0.6',
    '@types/connect': '3.4.38',
    '@types/aws-lambda': '8.10.164',
    '@types/react': '19.3.0',
    '@cloudflare/workers-types': '5.20261117.1',
    'bun-types': '1.4.5',
    '@netlify/functions': '6.0.0',
    '@azure/functions': '4.16.5'
  },
  bundlers: {
    'rollup': '4.68.7',
    '@rollup/plugin-node-resolve': '16.0.3',
    '@rollup/plugin-terser': '1.0.2',
    'rolldown': '1.3.2',
    'vite': '8.3.8',
    'webpack': '5.112.2',
    '@rspack/core': '2.3.2',
    'parcel': '2.16.4'
  },
  runners: {
    'vitest': '5.1.1',
    '@cloudflare/vitest-plugin': '1.5.0',
    '@edge-runtime/vm': '5.0.0',
    'jsdom': '31.0.1',
    'jest': '30.5.2',
    'jest-environment-jsdom': '30.5.2'
  },
  browsers: { 'puppeteer-core': '24.43.1' },
  desk: { 'axe-core': '4.14.1' },
  // Wants an older vitest, and a workerd of its own.
  pool: { 'vitest': '4.1.12', '@cloudflare/vitest-pool-workers': '0.23.0' },
  stores: {
    'redis': '6.3.1',
    'ioredis': '6.0.0',
    '@upstash/redis': '1.39.0',
    'iovalkey': '0.4.0',
    'pg': '8.23.1',
    '@types/pg': '8.23.1',
    'postgres': '3.4.9',
    '@neondatabase/serverless': '1.2.0',
    '@vercel/postgres': '0.10.0',
    '@electric-sql/pglite': '0.5.17',
    '@cloudflare/workers-types': '5.20261117.1'
  },
  // Each brings its binary in its packages.
  sqlite: { 'better-sqlite3': '13.2.0', '@types/better-sqlite3': '9.6.0', 'libsql': '0.5.29', '@libsql/client': '0.18.0' },
  // Clients that people still have; ioredis-mock wants the ioredis of its age.
  'older-clients': {
    'redis3': 'npm:redis@3.1.2',
    'redis4': 'npm:redis@4.7.1',
    'redis5': 'npm:redis@5.12.1',
    'ioredis': '5.11.1',
    'ioredis-mock': '8.13.1'
  },
  // What the benchmark compares with; no test needs them.
  bench: {
    'hash-wasm': '4.13.0',
    '@noble/hashes': '2.4.0',
    'standardwebhooks': '1.1.1',
    'svix': '2.5.0',
    'stripe': '23.1.0',
    '@octokit/webhooks-methods': '6.0.0'
  },
  // Builds the site of `make docs`; no test needs it. typedoc wants a TypeScript older than ours.
  docs: { vitepress: '1.6.4', mermaid: '12.3.0', typedoc: '0.28.20', typescript: '5.9.3' },
  // Makes the mutants of `make mutants-js`; no test needs it.
  stryker: { '@stryker-mutator/instrumenter': '10.1.1' }
}
export const CORE = ['node', 'runtimes']
export const BENCH = [...CORE, 'frameworks', 'bench']
export const TEST = Object.keys(PACKAGES).filter((name) => !['bench', 'docs', 'stryker'].includes(name))

/** Debian packages, by name: the commands that each brings, or that another brings in its place. */
export const DEBIAN = {
  'chromium': ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'],
  'firefox-esr': ['firefox', 'firefox-esr'],
  'webkit2gtk-driver': ['WebKitWebDriver'],
  'xvfb': ['Xvfb'],
  'redis-server': ['redis-server', 'valkey-server'],
  'postgresql': ['pg_ctlcluster', 'pg_ctl'],
  // What mistakes with webhooks are made with.
  'php-cli': ['php'],
  'python3': ['python3'],
  'curl': ['curl'],
  // A copied command has to mean the same in each.
  'bash': ['bash'],
  'dash': ['dash'],
  'fish': ['fish']
}

/** For the long targets only; see scripts/hard.mjs. */
const HARD_DEBIAN = { valgrind: ['valgrind'] }

/** The path of the first of such a package's commands that is on PATH. */
export function commandOf(name) {
  const folders = (process.env.PATH ?? '').split(delimiter)
  return { ...DEBIAN, ...HARD_DEBIAN }[name].flatMap((command) => folders.map((folder) => join(folder, command))).find(existsSync)
}

export const toolFolder = (name) => join(root, '.tools', name)
export const runtimes = join(toolFolder('runtimes'), 'node_modules')

/** The version of an installed package. */
export const versionOf = (folder, name) =>
  JSON.parse(readFileSync(join(toolFolder(folder), 'node_modules', name, 'package.json'), 'utf8')).version

export const nodeBinary = (major) => join(toolFolder('node'), `node_modules/node${major}/bin/node`)

/** The binary in one of a scope's packages, which bear the platform in their name: `file` of `@scope/…`. */
export function runtimeBinary(scope, file) {
  const folder = join(runtimes, scope)
  return readdirSync(folder)
    .map((name) => join(folder, name, file))
    .find(existsSync)
}
