// Bodies as the provider sends them, of an exact number of bytes: short members and a list of small objects, since one
// long text would be the easiest there is for any scanner.

const encoder = new TextEncoder()
const NOTES = { ascii: 'cut out, soft edge', mixed: 'Rückseite – 背景を削除 – été' }

/** How bodies come: text or bytes, of ASCII alone or not. */
export const FORMS = {
  'text': { notes: NOTES.ascii, shape: (/** @type {string} */ text) => text },
  'bytes': { notes: NOTES.ascii, shape: (/** @type {string} */ text) => Buffer.from(text) },
  'text, not ASCII': { notes: NOTES.mixed, shape: (/** @type {string} */ text) => text },
  'bytes, not ASCII': { notes: NOTES.mixed, shape: (/** @type {string} */ text) => Buffer.from(text) }
}

export const JOB = 'job_4fa1c2'

/**
 * `number` tells the bodies of one size apart.
 * @param {number} bytes
 */
export function bodyOf(bytes, form = 'text', number = 0) {
  const { notes } = FORMS[/** @type {keyof typeof FORMS} */ (form)]
  /** @type {string[]} */
  const items = []
  let left = bytes - lengthOf(print(number, items, ''))
  if (left < 0) throw new RangeError(`a body has ${bytes - left} bytes at least`)
  for (let item = itemOf(0, notes); left > lengthOf(item); item = itemOf(items.length, notes)) {
    left -= lengthOf(item) + (items.length ? 1 : 0)
    items.push(item)
  }
  return print(number, items, 'x'.repeat(left))
}

/** @param {string} text */
const lengthOf = (text) => encoder.encode(text).length

/** @param {number} number */
const three = (number) => String(number % 1000).padStart(3, '0')

/**
 * @param {number} frame
 * @param {string} note
 */
const itemOf = (frame, note) => `{"frame":${frame},"kept":true,"share":0.${three(frame)},"note":"${note}"}`

/**
 * @param {number} number
 * @param {string[]} items
 * @param {string} fill
 */
const print = (number, items, fill) =>
  `{"event":"job.completed","data":{"id":"${JOB}","status":"completed","output_url":"https://cdn.example/${three(number)}.webm",` +
  `"metadata":{"items":[${items.join(',')}],"fill":"${fill}"}}}`
