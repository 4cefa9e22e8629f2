// A store of the installed package, out of the folder that the first argument names, through the exports that it has.
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { root } from '../../../scripts/project.mjs'
import { contractOf } from './contract.mjs'

export const folder = process.argv[2] ?? ''
export const load = createRequire(join(folder, 'package.json'))

/** A client that a user would bring. */
export const peer = createRequire(join(root, '.tools/stores/package.json'))

/** The same, of an age that people still have. */
export const olderPeer = createRequire(join(root, '.tools/older-clients/package.json'))

export const contract = contractOf(load('webhook-verifier/testing').testReplayStore)
