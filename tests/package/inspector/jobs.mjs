// The inspector, in real browsers.
import { join } from 'node:path'
import { root } from '../../../scripts/project.mjs'
import { engines } from '../browsers/engines.mjs'

const PAGES = ['Chromium', 'Firefox']

export const jobs = (folder) =>
  engines
    .filter(({ name }) => PAGES.includes(name))
    .map(({ name, missing }) => ({
      name: `inspector in ${name}`,
      command: process.execPath,
      args: [join(root, 'tests/package/inspector/inspector.mjs'), folder, name],
      missing
    }))
