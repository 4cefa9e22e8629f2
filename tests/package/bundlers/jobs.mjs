// The suite in bundles, built and run. The long ones first.
import { join } from 'node:path'
import { root } from '../../../scripts/project.mjs'
import { engines } from '../browsers/engines.mjs'

export const jobs = (folder) => {
  const job = (name, script, ...args) => ({
    name,
    command: process.execPath,
    args: [join(root, 'tests/package/bundlers', `${script}.mjs`), folder, ...args]
  })
  const { missing } = engines.find(({ name }) => name === 'Chromium')
  return [
    job('bundles of Bun', 'bun'),
    job('bundles of Parcel', 'parcel'),
    job('bundles of webpack', 'webpack', 'webpack'),
    job('bundles of Rspack', 'webpack', 'rspack'),
    job('bundles of esbuild', 'esbuild'),
    job('bundles of Vite', 'vite'),
    job('bundles of Rolldown', 'rolldown'),
    job('bundles of Rollup', 'rollup'),
    job('bundles of Deno', 'deno'),
    { ...job('Vite in Chromium', 'vite-browser'), missing },
    job('tree-shaking', 'shaking'),
    job('bundle sizes', 'budget')
  ]
}
