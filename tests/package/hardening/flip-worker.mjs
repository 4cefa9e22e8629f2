// Judges damaged modules: for each bit that it is sent, what became of the package with that bit of its module turned over.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parentPort, workerData } from 'node:worker_threads'
import { now } from '../guide.mjs'
import { BAD_PAYLOADS, FORGED, GENUINE, OTHER, OUT_OF_ORDER, SECRET } from './forgeries.mjs'
import { transformSync } from 'esbuild'

/** @import { Delivery } from 'webhook-verifier' */
/** @import { FreshEntry } from '../fresh.mjs' */

/** `isInline` for the entry that has the module in its script. */
const { package: installed, isInline } = workerData
const wasm = readFileSync(join(installed, 'verifier.wasm'))
const { code } = transformSync(readFileSync(join(installed, isInline ? 'index.js' : 'slim.js'), 'utf8'), { format: 'cjs' })
const hex = wasm.toString('hex')

/**
 * The package as if it had just been imported, with that module.
 * @param {Uint8Array} bytes
 * @param {WebAssembly.Module} module
 * @returns {FreshEntry}
 */
function fresh(bytes, module) {
  const made = { exports: /** @type {FreshEntry} */ ({}) }
  new Function('module', 'exports', isInline ? code.replace(hex, Buffer.from(bytes).toString('hex')) : code)(made, made.exports)
  if (!isInline) made.exports.init(module)
  return made.exports
}

/** @param {number} bit */
function damaged(bit) {
  const bytes = Buffer.from(wasm)
  if (bit >= 0) bytes.writeUInt8(bytes.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3)
  return bytes
}

/**
 * @template Result
 * @param {() => Result} judge
 * @returns {Result | false}
 */
const accepts = (judge) => {
  try {
    return judge()
  } catch (error) {
    // Each of these is one that a user sees. A stack that runs out is an endless recursion of the module's.
    if (error instanceof Error) return false
    throw error
  }
}

/** @param {number} bit */
function outcome(bit) {
  const bytes = damaged(bit)
  let module
  try {
    module = new WebAssembly.Module(bytes)
  } catch {
    return 'no module'
  }
  const library = fresh(bytes, module)
  try {
    library.signWebhook('', '', 'k')
  } catch (error) {
    return error instanceof Error && /is damaged/.test(error.message) ? 'fails the self-test' : `throws: ${Object(error).constructor.name}`
  }
  return judged(library)
}

/** @param {FreshEntry} library */
function judged(library) {
  const { verifyWebhook, WebhookVerifier } = library
  /** @param {string | (string | { id: string; secret: string; })[]} secrets */
  const make = (secrets) => accepts(() => new WebhookVerifier({ secrets, now }))
  const verifiers = [make(SECRET), make([OTHER.replace('another', 'third'), { id: 'a', secret: SECRET }])]
  /** @param {Delivery} delivery */
  const takes = (delivery) => verifiers.map((verifier) => accepts(() => (verifier ? verifier.safeVerify(delivery).ok : false)))
  /** @param {{ headers: Record<string, string>, body: string }} parts */
  const simply = ({ headers, body }) =>
    accepts(() => verifyWebhook(body, headers['x-webhook-timestamp'], headers['x-webhook-signature'], SECRET))
  for (const [name, forged] of Object.entries(FORGED)) {
    if (takes(forged).includes(true)) return `ACCEPTS ${name}`
    if (simply(forged)) return `ACCEPTS ${name} (verifyWebhook)`
  }
  if (!takes(GENUINE).every(Boolean) || !simply(GENUINE)) return 'refuses what is genuine'
  const late = Object.entries(OUT_OF_ORDER).find(([, delivery]) => takes(delivery).includes(true))
  if (late) return `takes what has the right HMAC, but is refused: ${late[0]}`
  const bad = Object.values(BAD_PAYLOADS).some((delivery) => takes(delivery).includes(true))
  return bad ? 'takes a genuine payload that is malformed' : 'no difference'
}

parentPort?.on('message', (bit) => parentPort?.postMessage({ bit, outcome: outcome(bit) }))
