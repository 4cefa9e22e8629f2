// Files in UTF-16, as Windows PowerShell writes them with `>`. The byte order mark tells; nothing else is guessed.
const LABELS = { 'fffe': 'utf-16le', 'feff': 'utf-16be' }

const labelOf = (bytes) => LABELS[Buffer.from(bytes.subarray(0, 2)).toString('hex')]

export const isUtf16 = (bytes) => labelOf(bytes) !== undefined

/** The text after the byte order mark. Throws a TypeError for halves of characters. */
export const fromUtf16 = (bytes) => new TextDecoder(labelOf(bytes), { fatal: true }).decode(bytes)
