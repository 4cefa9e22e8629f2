// The expected result of a strict reader of a body, from JSON.parse and a check of its own for keys and depth.

/** @import { Mistyped } from '../suite/cases.d.ts' */
const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\],:]|[^\s{}[\],:"]+/gs
const MAX_DEPTH = 64
const MAX_OPEN_KEYS = 8192

/**
 * The value of a strict JSON object; undefined for anything else.
 * @param {string} text
 */
export function strictObject(text) {
  if (!text.isWellFormed()) return undefined
  let value
  try {
    value = JSON.parse(text)
  } catch {
    return undefined
  }
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
  return isObject && !hasFlaw(text) ? value : undefined
}

/**
 * Whether JSON is nested too deeply, or an object in it has a key twice or, with those around it, too many.
 * @param {string} text
 */
function hasFlaw(text) {
  const open = []
  let keys = 0
  let isKey = false
  for (const [token] of text.matchAll(TOKEN)) {
    if (token === '{' || token === '[') {
      if (open.push(token === '{' ? new Set() : undefined) > MAX_DEPTH) return true
      isKey = token === '{'
    } else if (token === '}' || token === ']') {
      keys -= open.pop()?.size ?? 0
    } else if (token === ',') {
      isKey = open.at(-1) !== undefined
    } else if (isKey) {
      const key = JSON.parse(token)
      if (open.at(-1)?.has(key) || ++keys > MAX_OPEN_KEYS) return true
      open.at(-1)?.add(key)
      isKey = false
    }
  }
  return false
}

const TYPES = ['job.started', 'job.completed', 'job.failed']
/** @param {unknown} value */
const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value)
/**
 * @param {Mistyped} object
 * @param {string} key
 */
const own = (object, key) => (Object.hasOwn(object, key) ? object[key] : undefined)

/**
 * The event that api.md describes, of a body that came without headers.
 * @param {Mistyped} payload
 */
export function expectedEvent(payload) {
  const name = own(payload, 'event')
  const typeSigned = typeof name === 'string'
  const data = isObject(own(payload, 'data')) ? payload.data : {}
  const id = own(data, 'id')
  const hasId = typeof id === 'string' && id !== '' && id.isWellFormed()
  const type = TYPES.includes(name) ? name : 'unknown'
  const error = [own(data, 'error'), own(payload, 'error')].find(isObject)
  return {
    type,
    name: typeSigned ? name : '',
    data,
    ...(type === 'job.failed' && error && { error }),
    payload,
    timestamp: null,
    signature: null,
    idempotencyKey: typeSigned && hasId ? `${name.replaceAll('%', '%25').replaceAll(':', '%3A')}:${id}` : null,
    typeSigned,
    unsigned: { event: null, deliveryId: null }
  }
}
