// One call of the package: the reading of the paste, and the verifier's verdict on it.
import { parseUnverifiedEvent, type UnverifiedEvent, type WebhookError, type WebhookEvent, WebhookVerifier } from 'webhook-verifier'
import { type Capture, type CaptureError, type Finding, diagnoseWebhook, readCapture } from 'webhook-verifier/diagnose'

export interface Input {
  pasted: Uint8Array
  /** The body of its own box; `pasted` is the headers then. */
  body?: Uint8Array | undefined
  entry?: number | undefined
  secret: string
  ignoresAge: boolean
  now: Date
}

export interface Evaluation {
  capture: Capture
  event?: WebhookEvent | undefined
  error?: WebhookError | undefined
  /** Why a verifier would not take the secret. */
  problem?: string
  findings: Finding[]
  /** The body that was signed, where a proved change of the body leads to it. */
  signedBody?: Uint8Array | undefined
  unverified?: UnverifiedEvent | undefined
}

export function evaluate(input: Input): { unread: CaptureError } | Evaluation {
  const { capture: whole, error: unread } = readCapture(input.pasted, { entry: input.entry })
  if (unread) return { unread }
  const capture = input.body === undefined ? whole : withBody(whole, input.body)
  const { headers, body } = capture
  if (input.secret === '') return { capture, findings: [], unverified: parseUnverified(body) }
  const verdict = verify(capture, input)
  const { secret, now } = input
  const { findings, signedBody } = diagnoseWebhook({ headers, body, secret, now, ...tolerances(input) })
  return { capture, ...verdict, findings, signedBody, unverified: verdict.event ? undefined : parseUnverified(body) }
}

/** Headers alone have notes about a missing body, which is in its own box. */
const withBody = (headers: Capture, body: Uint8Array): Capture => ({ ...headers, body, notes: [] })

const WITHOUT_LIMIT = { toleranceSeconds: Number.MAX_SAFE_INTEGER, futureToleranceSeconds: Number.MAX_SAFE_INTEGER }
const tolerances = ({ ignoresAge }: Input) => (ignoresAge ? WITHOUT_LIMIT : {})

/** A secret that no verifier takes, such as one with a space at its end, is a `problem`. The key is wiped at once. */
function verify({ headers, body }: Capture, input: Input): Pick<Evaluation, 'event' | 'error' | 'problem'> {
  let verifier: WebhookVerifier
  try {
    verifier = new WebhookVerifier({ secret: input.secret, now: () => input.now, ...tolerances(input) })
  } catch (error) {
    return { problem: (error as Error).message }
  }
  const verdict = verifier.safeVerify({ headers, body })
  verifier.dispose()
  return verdict.ok ? { event: verdict.event } : { error: verdict.error }
}

/** Parsed without the headers, which might contradict; undefined for a body that is not an event. */
function parseUnverified(body: Uint8Array): UnverifiedEvent | undefined {
  try {
    return parseUnverifiedEvent(body)
  } catch {
    return undefined
  }
}
