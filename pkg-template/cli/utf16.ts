// Files in UTF-16, as Windows PowerShell writes them with `>`, recognized by their byte order mark alone.
const LABELS: Readonly<Record<string, string>> = { 'fffe': 'utf-16le', 'feff': 'utf-16be' }

const labelOf = (bytes: Uint8Array) => LABELS[Buffer.from(bytes.subarray(0, 2)).toString('hex')]

export const isUtf16 = (bytes: Uint8Array): boolean => labelOf(bytes) !== undefined

/** Returns the text after the byte order mark. Throws a TypeError for halves of characters. */
export const fromUtf16 = (bytes: Uint8Array): string => new TextDecoder(labelOf(bytes), { fatal: true }).decode(bytes)
