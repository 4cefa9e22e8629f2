// Deliveries with known answers, judged by a module before anything it says is believed: one that is damaged must not accept a
// forgery, and should say what is the matter.

// Secrets are counted from 1 and never come that far. In digits, as esbuild keeps a power that nobody uses.
const ID = 9e15
// No field is zero or has two equal digits: one that is misread shows.
const TIME = '2026-11-23T14:35:47.689-08:30'
const NOW = 1795475147689
const BODY = '{}'
// Computed with Python's hmac; the key is TIME.
const SIGNATURE = 'sha256=2bbc4b4e553a086404dea108ad15d925a149ff988f5e98152be0236c7884fb81'
const TAMPERED = /* @__PURE__ */ SIGNATURE.replace(/.$/, 0)

/** Of each delivery below, and last of the two signatures by the functions of `verifyWebhook`. */
const ANSWERS = 'accepted,6,6,6,0,1,3,4,4,7,7,8,8,8,1,0'

/** Whether the module gives them. */
export function knowsItsAnswers(instance) {
  const { wasm } = instance
  wasm.secret(ID, instance.write(TIME), 0, NaN)
  const deliveries = [
    [TIME, SIGNATURE, BODY, NOW],
    // signature_mismatch
    [TIME, TAMPERED, BODY, NOW],
    [TIME, SIGNATURE, '[]', NOW],
    ['2026-11-23T14:35:48.689-08:30', SIGNATURE, BODY, NOW],
    // missing_header, ambiguous_header, unsupported_encoding
    [TIME, '', BODY, NOW],
    [TIME, `${SIGNATURE},${TAMPERED}`, BODY, NOW],
    [TIME, SIGNATURE, BODY, NOW, 'gzip'],
    // malformed_signature
    [TIME, BODY, BODY, NOW],
    [TIME, SIGNATURE.replace('e', 'E'), BODY, NOW],
    // timestamp_too_old, timestamp_in_future
    [TIME, SIGNATURE, BODY, NOW + 300001],
    [TIME, SIGNATURE, BODY, 2 * NOW],
    [TIME, SIGNATURE, BODY, NOW - 60001],
    [TIME, SIGNATURE, BODY, NOW - 60689],
    [TIME, SIGNATURE, BODY, 0],
  ]
  const answers = [...deliveries.map((delivery) => judge(instance, delivery)), ...[SIGNATURE, TAMPERED].map((claimed) => compare(instance, claimed))]
  wasm.forget(ID)
  return answers.join() === ANSWERS
}

/** The place of the refusal in the table of errors. */
function judge(instance, [time, signature, body, now, encoding = null]) {
  const { wasm } = instance
  wasm.choose(0, ID)
  const isOpen = wasm.open(instance.writeHeader(time, 0), instance.writeHeader(signature, 1), 0, instance.writeHeader(encoding, 3), 2, 2, now, 300, 60)
  const passes = isOpen && wasm.update(instance.write(body)) && wasm.close() && wasm.scan(instance.write(body)) && wasm.read(1)
  return passes ? 'accepted' : wasm.error() & 255
}

function compare(instance, claimed) {
  const { wasm } = instance
  wasm.choose(0, ID)
  wasm.open_message(instance.writeHeader(claimed, 1))
  wasm.update(instance.write(`${TIME}.${BODY}`))
  return wasm.close_message()
}
