// Each entry of the package is this list with a loader of its own; see scripts/bundles.mjs.
export { createWebhookHandler } from './handler.ts'
export type {
  DiagnosticsMessage,
  EventFunctions,
  EventSchemas,
  HandlerContext,
  HandlerOptions,
  NarrowedEvent,
  ReplayOptions,
  ReplayStore,
  ResponseLike,
  StandardSchema,
  VerifierFunction,
  WebhookHandler,
  WebhookHandlerOptions
} from './lib/handler/types.ts'
export { WebhookError } from './lib/verifier/error.ts'
export { parseUnverifiedEvent } from './lib/verifier/event.ts'
export { signWebhook, verifyWebhook } from './lib/verifier/snippet.ts'
export type {
  Body,
  Delivery,
  EventParts,
  HeadersLike,
  HeaderValue,
  Job,
  JobCompleted,
  JobError,
  JobFailed,
  JobStarted,
  RequestLike,
  RotatingSecret,
  Secret,
  SignalLike,
  UnknownEvent,
  UnverifiedEvent,
  VerifiedParts,
  VerifyRequestOptions,
  WebhookErrorCode,
  WebhookEvent,
  WebhookVerifierOptions
} from './lib/verifier/types.ts'
export { WebhookVerifier, type WebhookVerifierConstructor } from './lib/verifier/webhook-verifier.ts'
