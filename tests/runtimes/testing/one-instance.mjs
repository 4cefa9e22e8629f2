// The kit signs with the library that is there already: no second WebAssembly instance is made.
import { same } from '../../suite/expect.mjs'

/** @import { Tally } from '../../suite/tally.mjs' */
/** @import { Kit, Library } from '../../suite/cases.d.ts' */

/**
 * Before either was used.
 * @param {Library} library
 * @param {Kit} kit
 * @param {Tally} tally
 */
export async function oneInstance({ verifyWebhook }, { jobStarted, signedDelivery }, tally) {
  const { Instance } = WebAssembly
  let count = 0
  const Counting = class extends Instance {
    /**
     * @param {WebAssembly.Module} module
     * @param {WebAssembly.Imports} imports
     */
    constructor(module, imports) {
      super(module, imports)
      count++
    }
  }
  WebAssembly.Instance = /** @type {typeof Instance} */ (Counting)
  try {
    const { headers, body } = signedDelivery({ payload: jobStarted(), secret: 'k' })
    const isKnown = verifyWebhook(body, headers['x-webhook-timestamp'], headers['x-webhook-signature'], 'k')
    await tally.group('one instance for the library and the kit', [count], () => same([isKnown, count], [true, 1], 'known, and instances'))
  } finally {
    WebAssembly.Instance = Instance
  }
}
