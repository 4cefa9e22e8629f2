// What is printed, and in which colours: only on a terminal, and not where NO_COLOR is set (https://no-color.org).
const STYLES = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, cyan: 36 }

/** Control characters of a delivery could move the cursor or fake a line; a terminal gets none of them. */
const CONTROLS = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g
const visible = (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`

/** Foreign text, safe to be printed on one line. */
export const plain = (text) => String(text).replace(CONTROLS, visible).replaceAll('\n', '\\n')

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
    process.stdout.write(`${text}\n`)
  }

  /** The result to the byte, where a program reads it; to a person a line. */
  write(text) {
    process.stdout.write(this.isInteractive ? `${text}\n` : text)
  }

  /** Beside the result, so that what is piped on stays clean. */
  warn(text) {
    process.stderr.write(`${text}\n`)
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
