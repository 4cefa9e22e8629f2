// A body as lines for a terminal.
import { escapeControls } from './terminal.ts'

const MOST_LINES = 8
const MOST_CHARACTERS = 600
const HEX_BYTES = 64

/** Shows the first lines, or all of them, and how much is left. */
export function viewBody(body: Uint8Array, isWhole: boolean): string[] {
  if (body.length === 0) return ['body: empty']
  const lines = escapeControls(decode(body)).split('\n')
  const shown = isWhole ? lines : firstOf(lines)
  const isCut = shown.join('\n').length < lines.join('\n').length
  const title = `body, ${body.length.toLocaleString('en')} byte${body.length === 1 ? '' : 's'}:`
  return [title, ...shown.map((line) => `  ${line}`), ...(isCut ? ['  … --body prints all'] : [])]
}

function firstOf(lines: string[]): string[] {
  let left = MOST_CHARACTERS
  const shown: string[] = []
  for (const line of lines.slice(0, MOST_LINES)) {
    if (left <= 0) break
    shown.push(line.slice(0, left))
    left -= line.length + 1
  }
  return shown
}

/** Bytes that are not text are shown in hex. */
function decode(body: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body)
  } catch {
    const isCut = body.length > HEX_BYTES
    return `not UTF-8, in hex: ${Buffer.from(body.subarray(0, HEX_BYTES)).toString('hex')}${isCut ? '…' : ''}`
  }
}
