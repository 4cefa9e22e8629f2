// The test kit: deliveries as the provider sends them, deliveries as an attacker would, and the run of both.
export { attackDeliveries } from './testing/attacks.js'
export { assertRejectsForgeries, attackEndpoint } from './testing/endpoint.js'
export { checklistDeliveries } from './testing/guide.js'
export { jobCompleted, jobError, jobFailed, jobStarted } from './testing/payloads.js'
export { testReplayStore } from './testing/replay-store.ts'
export { signedDelivery, signedRequest, signedRetry } from './testing/signed.js'
