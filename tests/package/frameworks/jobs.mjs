// Servers, the linters of packages, the older compilers, and what the plain runs of Deno and Bun leave out. The long
// ones first.
import { join } from 'node:path'
import { root } from '../../../scripts/project.mjs'
import { amount } from '../amount.mjs'
import { engines } from '../browsers/engines.mjs'

/** Without it the apps of Next.js are tested all the same, but for their client component. */
const [chromium] = engines.filter(({ name, missing }) => name === 'Chromium' && missing)

export const jobs = (folder) => {
  const job = (name, script, ...args) => ({ name, command: process.execPath, args: [join(root, 'tests/package', script), folder, ...args] })
  return [
    job('Next.js, webpack', 'frameworks/next.mjs', 'webpack', 'middleware'),
    // Each build takes half a minute: of the four, the two that differ in both.
    job('Next.js, Turbopack with a proxy', 'frameworks/next.mjs', 'turbopack', 'proxy'),
    ...amount([], [job('Next.js, Turbopack', 'frameworks/next.mjs', 'turbopack', 'middleware')]),
    job('Workers, OpenNext', 'frameworks/workers.mjs', 'OpenNext'),
    ...(chromium ? [{ ...chromium, name: 'client component of Next.js' }] : []),
    job('TypeScript 5.4', 'types.mjs', 'typescript54'),
    job('TypeScript 5.9', 'types.mjs', 'typescript59'),
    ...['SvelteKit', 'Astro', "Vite's Cloudflare plugin", 'Nitro 2', 'Nitro 3'].map((name) =>
      job(`Workers, ${name}`, 'frameworks/workers.mjs', name)
    ),
    job('Wrangler', 'frameworks/wrangler.mjs'),
    job('Deno', 'frameworks/deno.mjs'),
    job('Bun', 'frameworks/bun.mjs'),
    job('linters of packages', 'frameworks/lint.mjs'),
    job('entries', 'frameworks/entries.mjs')
  ]
}
