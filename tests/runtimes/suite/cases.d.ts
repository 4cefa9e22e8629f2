// The cases of tests/vectors/, and what the suite tests: the exports of the package.

export type Library = typeof import('webhook-verifier')
export type HeaderLines = [string, string][]

/** A body is text, or bytes in base64. */
export interface BodyCase {
  body?: string
  bodyBase64?: string
}

export interface SecretCase {
  secret: string
  id?: string
  notAfter?: string
}

/** A case of deliveries.json. */
export interface DeliveryCase extends BodyCase {
  name: string
  headers: HeaderLines
  options?: {
    secrets?: SecretCase[]
    now?: string
    maxBodyBytes?: number
    toleranceSeconds?: number
    futureToleranceSeconds?: number
  }
  expect: { code?: string; event?: ExpectedEvent }
}

/** The members of an event, and `dataJson` for data that JSON.parse reads otherwise than it is compared. */
export interface ExpectedEvent {
  [name: string]: unknown
  data?: unknown
  dataJson?: string
  keyId: string | null
  signedAt: string
  error: Record<string, string> | null
  unsigned?: Record<string, string>
}

export interface Deliveries {
  secret: string
  now: string
  cases: DeliveryCase[]
}

/** A case of diagnose.json. `given` says how an application spoils a request before it asks. */
export interface MistakeCase extends BodyCase {
  name: string
  headers: HeaderLines
  given?: { headers?: 'missing' | 'flat'; nothing?: boolean; parsed?: string }
  secrets: (null | { hex?: string; secret?: string; notAfter?: string } | string)[]
  now?: string
  options?: object
  expect: { proved: string[]; likely: string[]; none?: string[] }
}
