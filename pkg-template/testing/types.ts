// The public types of the test kit. They need nothing but the library of es2022, not even DOM types.
import type { Job, RequestLike, Secret, WebhookErrorCode } from '../index.ts'

export type FetchRequest = typeof globalThis extends { Request: { prototype: infer R } } ? R : RequestLike

/** A body as the provider sends it, before it is printed as JSON. */
export interface TestPayload<Name extends string = string> {
  event: Name
  data: Job & { id: string }
}

/** The present, unless it is given as a Date or as the clock that a verifier is given. */
export type TestMoment = Date | (() => Date)

export interface SignedDeliveryOptions {
  /** An object, which is printed as JSON; a string or bytes are the body as they are. */
  payload: object | string | Uint8Array
  secret: Secret
  /** When it is signed. */
  now?: TestMoment | undefined
  /** The `X-Webhook-Delivery-Id` header. Default: a new one. */
  deliveryId?: string | undefined
}

/** Names of headers are in lower case. The body is a string unless it was given as bytes. */
export interface TestDelivery {
  headers: { [name: string]: string }
  body: string | Uint8Array
}

/** A delivery of the provider's checklist. */
export interface ChecklistDelivery extends TestDelivery {
  name: string
  /** `'accepted'` wants a 2xx. */
  expect: 'accepted' | 'timestamp_too_old'
  /** The case of which this is another attempt: to be acknowledged, and where you tell it to be the same, not handled. */
  retryOf?: string
}

/** The party that can make an attack: `'sender'` is anyone who gets the sender to sign it, with a job's name for example. */
export type Attacker = 'anyone' | 'eavesdropper' | 'sender'

/** A delivery that every endpoint has to refuse. */
export interface AttackDelivery extends TestDelivery {
  name: string
  /** The code that WebhookVerifier refuses it with; a handler refuses one with a `method` as `method_not_allowed`. */
  expect: WebhookErrorCode
  attacker: Attacker
  /** The consequence for an endpoint that accepts it. */
  impact: string
  /** The method, if it is not POST. */
  method?: string
}

/** An http or https URL, or what answers Fetch Requests: a handler, an app's `fetch`. */
export type AttackTarget = string | ((request: any) => { readonly status: number } | PromiseLike<{ readonly status: number }>)

export interface AttackOptions {
  /**
   * The endpoint's secret. Use a test secret: two genuine deliveries are sent, and with {@link countHandled} a few more; and
   * what is signed ahead, under the event `test.attack`, is genuine when its time has come.
   */
  secret: Secret
  /** The clock of a target that has one of its own. */
  now?: TestMoment | undefined
  /**
   * How often the endpoint has done its work: a counter of the test, a count of rows. With it, replays are sent and judged, and
   * a delivery that is refused and handled all the same counts as accepted. Nothing else may be handled meanwhile.
   */
  countHandled?: (() => number | PromiseLike<number>) | undefined
  /** More headers for every request: what a gateway in front wants. */
  headers?: { readonly [name: string]: string } | undefined
  /** The URL of the Requests that a function is given. Default `http://localhost/webhook`. */
  url?: string | undefined
  /** After so long, no answer is none. Default 10. */
  timeoutSeconds?: number | undefined
  /** Names of attacks that are not to be sent; they are reported as inconclusive. */
  skip?: readonly string[] | undefined
  /** Hears of each step once it is judged. */
  onProgress?: ((step: AttackStep) => unknown) | undefined
}

export interface AttackStep {
  /** This one included. */
  done: number
  total: number
  name: string
  /** `'passed'` and `'failed'` are of the genuine deliveries. */
  verdict: 'refused' | 'accepted' | 'crashed' | 'inconclusive' | 'passed' | 'failed'
  /** Null without an answer. */
  status: number | null
}

/** The result of one attack. */
export interface Finding {
  name: string
  attacker: Attacker
  /** The consequence for an endpoint that accepts it. */
  impact: string
  /** Not of replays, which no verifier refuses by itself. */
  expect?: WebhookErrorCode
  /** Null without an answer. */
  status: number | null
  /** Why it could not be judged. */
  reason?: string
  /** Further details: why no answer arrived, that it was handled. */
  detail?: string
}

/** A genuine delivery at the beginning or the end. */
export interface ControlFinding {
  name: string
  status: number | null
  /** The fault of the answer; left out without a fault. */
  problem?: string
}

export interface AttackReport {
  /** The URL, or the name of the function. */
  readonly target: string
  /** Nothing was accepted or crashed, something was refused, and the genuine deliveries were accepted. */
  readonly ok: boolean
  readonly controls: ControlFinding[]
  /** Answered 3xx or 4xx, and not handled. */
  readonly refused: Finding[]
  /** Answered 2xx, or handled. */
  readonly accepted: Finding[]
  /** Answered 5xx, or not at all. */
  readonly crashed: Finding[]
  readonly inconclusive: Finding[]
  /** For people. */
  toString(): string
  toJSON(): {
    target: string
    ok: boolean
    controls: ControlFinding[]
    /** How many. */
    refused: number
    accepted: Finding[]
    crashed: Finding[]
    inconclusive: Finding[]
  }
}
