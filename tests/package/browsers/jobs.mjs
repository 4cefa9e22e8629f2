// The suite in real browsers, each in a job of its own.
import { join } from 'node:path'
import { root } from '../../../scripts/project.mjs'
import { engines } from './engines.mjs'

const script = join(root, 'tests/package/browsers/suite.mjs')

export const jobs = (folder) =>
  engines.map(({ name, missing }) => ({ name: `suite in ${name}`, command: process.execPath, args: [script, folder, name], missing }))
