// Deliveries with known answers, judged by a module before anything it says is believed: one that is damaged must not accept a
// forgery, and should say what is the matter.
import { DONE, ERROR_DETAIL_SHIFT, EVENT_KIND_SHIFT, REFUSED, RESCAN, SECRET_BYTES, TYPE_SIGNED } from '../contract/abi.ts'
import { FUTURE_TOLERANCE_SECONDS, TOLERANCE_SECONDS } from '../contract/defaults.ts'
import {
  AMBIGUOUS_HEADER,
  EVENT_MISMATCH,
  EVENT_UNKNOWN,
  HEADER_SIGNATURE,
  MALFORMED_PAYLOAD,
  MALFORMED_SIGNATURE,
  MISSING_HEADER,
  PAYLOAD_DUPLICATE_KEY,
  SIGNATURE_MISMATCH,
  TIMESTAMP_IN_FUTURE,
  TIMESTAMP_TOO_OLD,
  UNSUPPORTED_ENCODING
} from '../contract/numbers.ts'
import type { Instance } from './instance.ts'

// Secrets are counted from 1 and never come that far. In digits, as esbuild keeps an unused power.
const ID = 9e15
// No field is zero or has two equal digits: one that is misread shows.
const TIME = '2026-11-23T14:35:47.689-08:30'
const NOW = 1795475147689
// With the time it is more than a block of SHA-256, and ends within one.
const BODY = /* @__PURE__ */ '{"event":"a"}'.padEnd(62)
// Computed with Python's hmac; the key is TIME.
const SIGNATURE = 'sha256=3f8f836070e12c790aa0cf36e7c99b43070eab0bc1a9a643ad638180022c0652'

// Longer than a block, so that it counts by its hash.
const LONG = /* @__PURE__ */ TIME.repeat(3)

type Judged = [signature: string, body: string, later?: number, event?: string | null, encoding?: string | null]

/**
 * Answers for each delivery below, for the signed ones by the functions of `verifyWebhook`, for a body with a key twice, and for keys.
 * A function, as esbuild keeps unused constants that are computed from others.
 */
function expectedAnswers(): number[] {
  const accepted = DONE | (EVENT_UNKNOWN << EVENT_KIND_SHIFT) | TYPE_SIGNED
  const signature = HEADER_SIGNATURE << ERROR_DETAIL_SHIFT
  return [
    ...[accepted, SIGNATURE_MISMATCH, SIGNATURE_MISMATCH, SIGNATURE_MISMATCH, SIGNATURE_MISMATCH],
    ...[MISSING_HEADER | signature, AMBIGUOUS_HEADER | signature, UNSUPPORTED_ENCODING, EVENT_MISMATCH],
    ...[MALFORMED_SIGNATURE, MALFORMED_SIGNATURE],
    ...[TIMESTAMP_TOO_OLD, TIMESTAMP_TOO_OLD, SIGNATURE_MISMATCH, TIMESTAMP_IN_FUTURE, TIMESTAMP_IN_FUTURE, TIMESTAMP_IN_FUTURE],
    ...[DONE, REFUSED, REFUSED, REFUSED, REFUSED],
    ...[DONE, RESCAN, REFUSED, MALFORMED_PAYLOAD | (PAYLOAD_DUPLICATE_KEY << ERROR_DETAIL_SHIFT), 3]
  ]
}

/** Whether the module gives the expected answers. */
export function knowsItsAnswers(instance: Instance): boolean {
  const { wasm } = instance
  keep(instance, TIME, 2 * NOW)
  const signed: Judged[] = [
    [SIGNATURE, BODY],
    // signature_mismatch: by a byte at either end, and by all of them, each of which damage can let pass alone.
    [SIGNATURE.replace('3', 'e'), BODY],
    [SIGNATURE.replace(/.$/, '0'), BODY],
    [SIGNATURE, BODY.slice(1)],
    [SIGNATURE, TIME]
  ]
  const deliveries: Judged[] = [
    ...signed,
    // missing_header, ambiguous_header, unsupported_encoding, event_mismatch
    ['', BODY],
    [`${SIGNATURE},e`, BODY],
    [SIGNATURE, BODY, 0, null, 'e'],
    [SIGNATURE, BODY, 0, 'e'],
    // malformed_signature
    [BODY, BODY],
    [SIGNATURE.replace('e', 'E'), BODY],
    // timestamp_too_old, an expired secret, timestamp_in_future
    ...[300001, 300312, NOW, -60001, -60690, -NOW].map((later): Judged => [SIGNATURE, BODY, later])
  ]
  const answers = [
    ...deliveries.map((delivery) => judge(instance, delivery)),
    ...signed.map((delivery) => compare(instance, delivery)),
    wasm.begin_unverified(0),
    wasm.scan(instance.write('{"a":1,"a":1}')),
    wasm.scan(13),
    wasm.error(),
    // A byte of zero is to HMAC what no key is.
    new Set(['\0', LONG, `${LONG}e`].map((key) => signatureUnder(instance, key))).size
  ]
  wasm.wipe_key(ID)
  return answers.join() === expectedAnswers().join()
}

const keep = (instance: Instance, key: string, notAfter = NaN) => instance.wasm.store_key(ID, instance.write(key), SECRET_BYTES, notAfter)

function signatureUnder(instance: Instance, key: string): string {
  keep(instance, key)
  instance.wasm.select_key(0, ID)
  instance.wasm.begin_mac(0)
  instance.wasm.finish_mac()
  return instance.read(SIGNATURE.length)
}

/** The event, or the refusal with its detail; `later` is in milliseconds. */
function judge(instance: Instance, [signature, body, later = 0, event = null, encoding = null]: Judged): number {
  const { wasm } = instance
  wasm.select_key(0, ID)
  const isOpen = wasm.begin(
    instance.writeHeader(TIME, 0),
    instance.writeHeader(signature, 1),
    instance.writeHeader(event, 2),
    instance.writeHeader(encoding, 3),
    2,
    BODY.length,
    NOW + later,
    TOLERANCE_SECONDS,
    FUTURE_TOLERANCE_SECONDS
  )
  const passes = isOpen && wasm.update(instance.write(body)) && wasm.finish() && wasm.scan(instance.write(body))
  return (passes && wasm.read(true)) || wasm.error()
}

function compare(instance: Instance, [claimed, body]: Judged): number {
  const { wasm } = instance
  wasm.select_key(0, ID)
  wasm.begin_mac(instance.writeHeader(claimed, 1))
  wasm.update(instance.write(`${TIME}.${body}`))
  return wasm.finish_mac()
}
