// The kit signs with the library that is there already: no second WebAssembly instance is made.
import { same } from '../suite/expect.mjs'

/** Before either was used. */
export async function oneInstance({ verifyWebhook }, { jobStarted, signedDelivery }, tally) {
  const { Instance } = WebAssembly
  let count = 0
  WebAssembly.Instance = class extends Instance {
    constructor(module, imports) {
      super(module, imports)
      count++
    }
  }
  try {
    const { headers, body } = signedDelivery({ payload: jobStarted(), secret: 'k' })
    const isKnown = verifyWebhook(body, headers['x-webhook-timestamp'], headers['x-webhook-signature'], 'k')
    await tally.group('one instance for the library and the kit', [count], () => same([isKnown, count], [true, 1], 'known, and instances'))
  } finally {
    WebAssembly.Instance = Instance
  }
}
