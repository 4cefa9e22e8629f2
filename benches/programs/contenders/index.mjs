// All of them. None imports its package before it is used: processes are measured that run only one.
import * as hashWasm from './hash-wasm.mjs'
import * as noble from './noble.mjs'
import * as octokit from './octokit.mjs'
import * as ours from './ours.mjs'
import * as snippet from './snippet.mjs'
import * as standardwebhooks from './standardwebhooks.mjs'
import * as stripe from './stripe.mjs'
import * as svix from './svix.mjs'
import * as webcrypto from './webcrypto.mjs'

/** Ours first: the others are compared with it. */
export const CONTENDERS = [ours, snippet, webcrypto, hashWasm, noble, octokit, stripe, standardwebhooks, svix]

/** @param {string} name */
export const named = (name) => CONTENDERS.find((contender) => contender.name === name)
