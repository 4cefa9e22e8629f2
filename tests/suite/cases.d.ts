// The cases of tests/vectors/, and what the suite tests: the exports of the package.

import type { Delivery, JobError, VerifyRequestOptions, WebhookError, WebhookEvent, WebhookVerifier } from 'webhook-verifier'

/** A value that the declarations refuse, passed on purpose: programs without types do it, and must get a clear error. */
export type Mistyped = any

import type { ReplayStore } from 'webhook-verifier'

/** A store of the package: each has all functions. */
export interface TestedStore extends Required<ReplayStore> {
  claim(...wrong: Mistyped[]): ReturnType<ReplayStore['claim']>
  complete(...wrong: Mistyped[]): Promise<void>
  release(...wrong: Mistyped[]): Promise<void>
}

/** An entry of the package as such programs call it: with any arguments. The results keep their types. */
export type Tested<Entry> = {
  [Name in keyof Entry]: Entry[Name] extends (...args: never) => infer Result
    ? [Result] extends [ReplayStore]
      ? (...args: Mistyped[]) => TestedStore
      : Entry[Name] & ((...args: Mistyped[]) => Result)
    : Entry[Name]
}

/** An event before anything has narrowed its type. */
export type TestedEvent = WebhookEvent & { error?: JobError }

/** A verifier of which either member of a result may be read. */
export interface TestedVerifier {
  verify(delivery: Delivery): TestedEvent
  verify(...wrong: Mistyped[]): TestedEvent
  safeVerify(delivery: Delivery): { ok: boolean; event?: TestedEvent; error?: WebhookError }
  safeVerify(...wrong: Mistyped[]): { ok: boolean; event?: TestedEvent; error?: WebhookError }
  verifyRequest(request: Request, options?: VerifyRequestOptions): Promise<TestedEvent>
  verifyRequest(...wrong: Mistyped[]): Promise<TestedEvent>
  dispose(): void
  [Symbol.dispose]?(): void
}

interface TestedVerifierConstructor {
  new (options?: Mistyped): TestedVerifier & WebhookVerifier
  readonly prototype: WebhookVerifier
}

export type Library = Omit<Tested<typeof import('webhook-verifier')>, 'WebhookVerifier'> & { WebhookVerifier: TestedVerifierConstructor }
export type Kit = Tested<typeof import('webhook-verifier/testing')>
export type Diagnoser = Pick<Tested<typeof import('webhook-verifier/diagnose')>, 'diagnoseWebhook'>
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

/** Files of tests/vectors/, by name. */
export interface Vectors {
  deliveries: Deliveries
  timestamps: { accepted: { text: string; seconds: number; nanos: number }[]; refused: string[] }
  signatures: { accepted: { text: string }[]; refused: string[] }
  json: { accepted: JsonCase[]; refused: JsonCase[] }
  hmac: { cases: HmacCase[] }
}

/** A case of captures.json: what is read of a paste, or why it cannot be read. */
export interface CaptureCase {
  name: string
  text: string
  capture?: { kind: string }
  error?: { code: string; line: number; column?: number; found: string }
  choices?: object[]
  files?: Record<string, string>
  entry?: number
}

export interface VectorFiles extends Vectors {
  captures: { cases: CaptureCase[] }
  diagnose: DiagnosisVectors['diagnose']
}

export interface DiagnosisVectors {
  diagnose: { now: string; cases: MistakeCase[] }
  deliveries: Deliveries
}

/** Text, pieces of text each with its number of copies, or bytes in base64. */
export interface JsonCase {
  name: string
  text?: string
  parts?: [piece: string, copies: number][]
  base64?: string
}

/** All but the name in hex. */
export interface HmacCase {
  name: string
  key: string
  data: string
  tag: string
}

/** Picks the cases for the shape at that place. */
export type Share = <Case>(cases: Case[], place: number) => Case[]

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
