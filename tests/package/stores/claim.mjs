// Claims of one key, by hand and in any runtime, and the time between them.
/** @import { ReplayStore } from 'webhook-verifier' */

/**
 * @param {ReplayStore} store
 * @param {string} key
 */
export const claim = (store, key, { owner = 'a', keep = 60, lease = 60 } = {}) =>
  store.claim({ key, owner, leaseSeconds: lease, keepSeconds: keep })

/** @param {number} millis */
export const pause = (millis) => new Promise((resolve) => setTimeout(resolve, millis))
