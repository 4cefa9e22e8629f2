// The test kit: deliveries as the provider sends them, deliveries as an attacker would, and the run of both.
export { attackDeliveries } from './testing/attacks.ts'
export { assertRejectsForgeries, attackEndpoint } from './testing/endpoint.ts'
export { checklistDeliveries } from './testing/guide.ts'
export { jobCompleted, jobError, jobFailed, jobStarted } from './testing/payloads.ts'
export { testReplayStore } from './testing/replay-store.ts'
export { signedDelivery, signedRequest, signedRetry } from './testing/signed.ts'
export type {
  AttackDelivery,
  Attacker,
  AttackOptions,
  AttackReport,
  AttackStep,
  AttackTarget,
  ChecklistDelivery,
  ControlFinding,
  Finding,
  SignedDeliveryOptions,
  TestDelivery,
  TestMoment,
  TestPayload
} from './testing/types.ts'
