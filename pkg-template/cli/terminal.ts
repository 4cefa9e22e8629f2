// Printed lines. Colors and progress only on a terminal, and not with NO_COLOR (https://no-color.org).
import { styleText } from 'node:util'
import { wrap } from './wrap.ts'

type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan'

/**
 * Characters that move the cursor, fake a line, change the direction of text, or are invisible: controls (C0 and C1), format
 * characters with the bidi and tag ones, line separators, and all that Unicode calls ignorable. Not the newline.
 */
const CONTROLS = /(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu
const unitEscape = (unit: string) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`
/** By UTF-16 units, so that the escape of a character is valid in JSON and JavaScript too. */
const visible = (character: string) => character.split('').map(unitEscape).join('')

/** Escapes dangerous characters; inside string literals of JSON and JavaScript the value stays the same. */
export const escapeControls = (text: unknown): string => String(text).replace(CONTROLS, visible)

/** Foreign text, safe to print on one line. */
export const plain = (text: unknown): string => escapeControls(text).replaceAll('\n', '\\n')

/** Hides user and password of URLs in messages, which end in logs and screenshots. A password may contain an @. */
export const withoutLogin = (text: string): string => text.replace(/\/\/[^/?#\s]*@/g, '//…@')

const COLUMNS = 80

export class Terminal {
  readonly isJson: boolean
  /** Standard output is a terminal that understands control codes. */
  readonly isInteractive: boolean
  readonly isColored: boolean

  constructor(isJson: boolean) {
    this.isJson = isJson
    const { NO_COLOR, TERM } = process.env
    this.isInteractive = Boolean(process.stdout.isTTY) && TERM !== 'dumb'
    this.isColored = this.isInteractive && !NO_COLOR
  }

  get columns(): number {
    return process.stdout.columns || COLUMNS
  }

  paint(style: Style, text: string): string {
    // The stream was checked already; Node's own check would look at standard output for text of standard error too.
    return this.isColored ? styleText(style, text, { validateStream: false }) : text
  }

  /** Prints the result. */
  print(text: string): void {
    // JSON's own escapes end at U+001F.
    process.stdout.write(`${this.isJson ? escapeControls(text) : text}\n`)
  }

  /** Prints JSON, on one line without `indent`. */
  printJson(value: unknown, indent?: number): void {
    this.print(JSON.stringify(value, null, indent))
  }

  /** Text to copy, exact for a program. A terminal gets no control character of it, and a note says so. */
  printExact(text: string, { newline = true }: { newline?: boolean } = {}): void {
    const shown = this.isInteractive ? escapeControls(text) : text
    if (shown !== text) this.note('control characters are escaped on a terminal; pipe the output to a file for the exact bytes')
    process.stdout.write(newline || this.isInteractive ? `${shown}\n` : shown)
  }

  /** Prints next to the result, so that piped output stays clean. */
  warn(text: string): void {
    process.stderr.write(`${this.#wrapped(escapeControls(text), '  ')}\n`)
  }

  good(text: string): void {
    this.#line(`${this.paint('green', '✓')} ${text}`, '  ')
  }

  bad(text: string): void {
    this.#line(`${this.paint('red', '✗')} ${text}`, '  ')
  }

  more(text: string, indent = '  '): void {
    this.#line(`  ${text}`, indent)
  }

  /** Prints notes without which the result would mislead. */
  caution(notes: ReadonlyArray<{ message: string }>): void {
    if (!this.isJson) for (const { message } of notes) this.more(this.paint('yellow', plain(message)))
  }

  note(text: string): void {
    this.warn(`note: ${text}`)
  }

  fail(message: string, hint?: string): void {
    this.warn(`webhook-verifier: ${message}`)
    if (hint) this.warn(`  ${hint}`)
  }

  #line(text: string, indent: string): void {
    process.stdout.write(`${this.#wrapped(text, indent)}\n`)
  }

  /** Only for people: programs search lines. */
  #wrapped(text: string, indent: string): string {
    return this.isInteractive ? wrap(text, this.columns, indent) : text
  }
}
