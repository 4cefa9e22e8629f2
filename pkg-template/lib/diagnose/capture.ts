// The arguments of readCapture.
import type { Capture, CaptureError } from '../contract/captures.ts'
import { isBytes } from '../internal-slots.ts'
import { getOwn } from '../verifier/options.ts'
import { typeName } from '../verifier/secret.ts'
import { encoder } from '../wasm/coders.ts'
import { readPaste } from './module.ts'

export interface ReadOptions {
  /** Index of an entry of a HAR file, from 0. */
  entry?: number | undefined
  /** The files that a curl command names, by their paths as written. */
  files?: Record<string, string | Uint8Array> | undefined
}

/**
 * Reads a paste of up to 16 MiB: a raw HTTP request; a curl command, or the log of `curl -v`; a `fetch` call; a HAR file; JSON with
 * headers and body, as `verify` takes it; a Lambda event; exports of webhook.site, ngrok, Postman and Insomnia; a line of a pino log;
 * headers as `console.log` prints them, with or without a body after them. `notes` lists losses on the way.
 *
 * @throws {TypeError} for a paste that is neither a string nor a Uint8Array
 * @throws {RangeError} for an `entry` that is not a whole number from 0
 */
export function readCapture(
  pasted: string | Uint8Array,
  options: ReadOptions | undefined = {}
): { capture: Capture; error?: undefined } | { capture?: undefined; error: CaptureError } {
  const entry: unknown = getOwn(options, 'entry') ?? undefined
  if (entry !== undefined && !(Number.isSafeInteger(entry) && (entry as number) >= 0)) {
    throw new RangeError(`entry must be a whole number from 0, not ${typeName(entry)}`)
  }
  const files = Object.entries(getOwn(options, 'files') ?? {}).map(([path, content]) => ({ path, content: toBytes(content, 'a file') }))
  return readPaste(toBytes(pasted, 'the paste'), { files, entry: entry as number | undefined })
}

function toBytes(value: unknown, what: string): Uint8Array {
  if (typeof value === 'string') return encoder.encode(value)
  if (isBytes(value)) return value
  throw new TypeError(`${what} must be a string or a Uint8Array, not ${typeName(value)}`)
}
