// The text of a file in UTF-8, or in UTF-16 as Windows PowerShell writes it.
import { fromUtf16, isUtf16 } from './utf16.ts'

/** Returns the text with its byte order mark, if it has one. Throws a TypeError for bytes that are not text. */
export function readText(bytes: Uint8Array): string {
  return isUtf16(bytes) ? `\uFEFF${fromUtf16(bytes)}` : new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
}
