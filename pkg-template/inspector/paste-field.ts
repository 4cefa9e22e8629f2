// The input: one text of any format, or headers and body in a box each.
import { byId } from './dom.ts'

export class PasteField {
  readonly #paste = byId<HTMLTextAreaElement>('paste')
  readonly #body = byId<HTMLTextAreaElement>('body-paste')
  /** The bytes of an opened file: the box shows them, but makes every line end one line feed. */
  #opened: Uint8Array | undefined

  constructor(onMode: () => void) {
    for (const mode of document.querySelectorAll<HTMLInputElement>('[name=mode]'))
      mode.addEventListener('change', () => {
        this.#showMode()
        onMode()
      })
    this.#showMode()
  }

  get input(): HTMLTextAreaElement {
    return this.#paste
  }

  get bodyInput(): HTMLTextAreaElement {
    return this.#body
  }

  get isEmpty(): boolean {
    return this.#paste.value === '' && !this.#opened
  }

  get isFile(): boolean {
    return this.#opened !== undefined
  }

  get bytes(): Uint8Array {
    return this.#opened ?? new TextEncoder().encode(this.#paste.value)
  }

  /** The body of its own box; undefined where one text has all. */
  get body(): Uint8Array | undefined {
    return this.#hasTwoBoxes ? new TextEncoder().encode(this.#body.value) : undefined
  }

  /** Puts in one text, or the bytes of a file. */
  set(content: string | Uint8Array): void {
    byId<HTMLInputElement>('mode-one').checked = true
    this.#showMode()
    this.#opened = typeof content === 'string' ? undefined : content
    this.#paste.value = typeof content === 'string' ? content : new TextDecoder().decode(content.subarray(0, 100_000))
  }

  /** Forgets the file, once the text is edited. */
  edited(): void {
    this.#opened = undefined
  }

  /** Selects a line from a column on, which counts characters from 1. */
  selectLine(line: number, column = 1): void {
    const lines = this.#paste.value.split('\n')
    const start = lines.slice(0, line - 1).join('\n').length + (line > 1 ? 1 : 0)
    const text = lines[line - 1] ?? ''
    const before = Array.from(text)
      .slice(0, column - 1)
      .join('').length
    this.#paste.focus()
    this.#paste.setSelectionRange(start + before, start + text.length)
  }

  get #hasTwoBoxes(): boolean {
    return byId<HTMLInputElement>('mode-two').checked
  }

  #showMode(): void {
    byId('body-box').hidden = !this.#hasTwoBoxes
    byId('paste-label').textContent = this.#hasTwoBoxes ? 'Headers' : 'Paste a delivery'
    byId('paste-hint').textContent = this.#hasTwoBoxes
      ? 'header lines, or headers as a log prints them'
      : 'HTTP, curl, fetch, PowerShell, JSON, HAR, a log line: the format is detected'
    this.#paste.rows = this.#hasTwoBoxes ? 7 : 16
  }
}
