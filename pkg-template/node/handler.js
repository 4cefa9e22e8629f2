// Handlers as the adapters call them: with a delivery, for an answer.

/**
 * Returns a function of `(delivery, platform)` that resolves to an answer. Other functions of Fetch requests, such as wrappers
 * of a handler, get a real Request.
 */
export function toReceiver(handler) {
  return (
    handler[Symbol.for('webhook-verifier.receive')] ??
    (async (delivery, platform) => toAnswer(await handler(delivery.toRequest(), ...platform)))
  )
}

async function toAnswer(response) {
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: new Uint8Array(await response.arrayBuffer())
  }
}
