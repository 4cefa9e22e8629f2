// What is printed, and in which colours: only on a terminal, and not where NO_COLOR is set (https://no-color.org).
const STYLES = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, cyan: 36 }

/** Characters that could move the cursor, fake a line or turn its direction; a terminal gets none of a delivery's. */
const CONTROLS = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g
const visible = (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`

const tame = (text) => String(text).replace(CONTROLS, visible)

/** Foreign text, safe to be printed on one line. */
export const plain = (text) => tame(text).replaceAll('\n', '\\n')

/** What a URL has of a user and a password stays out of messages, which end in logs and screenshots. In a paste it may have an @. */
export const withoutLogin = (text) => String(text).replace(/\/\/[^/?#\s]*@/g, '//…@')

export class Terminal {
  constructor(isJson) {
    this.isJson = isJson
    const { NO_COLOR, TERM } = process.env
    this.isInteractive = Boolean(process.stdout.isTTY) && TERM !== 'dumb'
    this.isColoured = this.isInteractive && !NO_COLOR
  }

  paint(style, text) {
    return this.isColoured ? `\u001b[${STYLES[style]}m${text}\u001b[0m` : text
  }

  /** The result. */
  print(text) {
    // JSON's own escapes end at U+001F.
    process.stdout.write(`${this.isJson ? tame(text) : text}\n`)
  }

  /** The result to the byte, where a program reads it; to a person a line. */
  write(text) {
    process.stdout.write(this.isInteractive ? `${text}\n` : text)
  }

  /** Beside the result, so that what is piped on stays clean. */
  warn(text) {
    process.stderr.write(`${tame(text)}\n`)
  }

  good(text) {
    this.print(`${this.paint('green', '✓')} ${text}`)
  }

  bad(text) {
    this.print(`${this.paint('red', '✗')} ${text}`)
  }

  more(text) {
    this.print(`  ${text}`)
  }

  /** Notes without which the result would mislead. */
  caution(notes) {
    if (!this.isJson) for (const { message } of notes) this.more(this.paint('yellow', plain(message)))
  }

  note(text) {
    this.warn(`note: ${text}`)
  }

  fail(message, hint) {
    this.warn(`webhook-verifier: ${message}`)
    if (hint) this.warn(`  ${hint}`)
  }
}
