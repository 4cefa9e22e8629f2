// Printed lines and their colors: only on a terminal, and not where NO_COLOR is set (https://no-color.org).
const STYLES = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, cyan: 36 }

/**
 * Characters that move the cursor, fake a line, change the direction of text, or cannot be seen: controls (C0 and C1), format
 * characters with the bidi and tag ones, line separators, and everything that Unicode calls ignorable. Not the newline.
 */
const CONTROLS = /(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu
const unitEscape = (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`
/** By UTF-16 units, so that the escape of a character is one in JSON and in JavaScript too. */
const visible = (character) => character.split('').map(unitEscape).join('')

/** Text with its dangerous characters escaped; inside of string literals of JSON and JavaScript the value stays the same. */
export const escapeControls = (text) => String(text).replace(CONTROLS, visible)

/** Foreign text, safe to be printed on one line. */
export const plain = (text) => escapeControls(text).replaceAll('\n', '\\n')

/** What a URL has of a user and a password stays out of messages, which end in logs and screenshots. In a paste it may have an @. */
export const withoutLogin = (text) => String(text).replace(/\/\/[^/?#\s]*@/g, '//…@')

export class Terminal {
  constructor(isJson) {
    this.isJson = isJson
    const { NO_COLOR, TERM } = process.env
    this.isInteractive = Boolean(process.stdout.isTTY) && TERM !== 'dumb'
    this.isColored = this.isInteractive && !NO_COLOR
  }

  paint(style, text) {
    return this.isColored ? `\u001b[${STYLES[style]}m${text}\u001b[0m` : text
  }

  /** The result. */
  print(text) {
    // JSON's own escapes end at U+001F.
    process.stdout.write(`${this.isJson ? escapeControls(text) : text}\n`)
  }

  /** The result to the byte, where a program reads it; to a person a line. */
  write(text) {
    process.stdout.write(this.isInteractive ? `${text}\n` : text)
  }

  /** Text to copy, exact where a program reads it. A terminal gets no control character of it, and is told so. */
  printExact(text, { newline = true } = {}) {
    const shown = this.isInteractive ? escapeControls(text) : text
    if (shown !== text) this.note('characters that a terminal must not get are escaped; pipe the output to a file for the exact bytes')
    if (newline) this.print(shown)
    else this.write(shown)
  }

  /** Beside the result, so that what is piped on stays clean. */
  warn(text) {
    process.stderr.write(`${escapeControls(text)}\n`)
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
