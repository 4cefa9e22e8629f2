// The field of the secret: hidden or shown, and with the line end that a field of one line cannot hold.
import { byId, make } from './dom.ts'

export class SecretField {
  readonly #input = byId<HTMLInputElement>('secret')
  readonly #hint = byId('secret-hint')
  /** A pasted line end is a part of the secret: dropped in silence, it would hide the mistake. */
  #lineEnd = ''
  #note = ''
  #onChange: (isPaste: boolean) => void = () => {}

  constructor() {
    const toggle = byId<HTMLButtonElement>('show-secret')
    toggle.addEventListener('click', () => {
      const isShown = this.#input.type === 'text'
      this.#input.type = isShown ? 'password' : 'text'
      toggle.textContent = isShown ? 'Show' : 'Hide'
      toggle.setAttribute('aria-pressed', String(!isShown))
    })
    this.#input.addEventListener('paste', ({ clipboardData }) => {
      const [lineEnd = ''] = /[\r\n]+$/.exec(clipboardData?.getData('text') ?? '') ?? []
      this.#lineEnd = lineEnd
    })
    this.#input.addEventListener('input', (event) => {
      const isPaste = (event as InputEvent).inputType === 'insertFromPaste'
      if (!isPaste) this.#lineEnd = ''
      this.#showHint()
      this.#onChange(isPaste)
    })
    this.#input.addEventListener('change', () => this.#onChange(true))
  }

  get value(): string {
    return this.#input.value === '' ? '' : this.#input.value + this.#lineEnd
  }

  /** Sets a secret, line end included. `note` says where it is from. */
  set(value: string, note = ''): void {
    const [lineEnd = ''] = /[\r\n]+$/.exec(value) ?? []
    this.#input.value = value.slice(0, value.length - lineEnd.length)
    this.#lineEnd = lineEnd
    this.#note = note
    this.#showHint()
  }

  get input(): HTMLInputElement {
    return this.#input
  }

  onChange(listener: (isPaste: boolean) => void): void {
    this.#onChange = listener
  }

  #showHint(): void {
    const drop = () => {
      this.#lineEnd = ''
      this.#showHint()
      this.#onChange(true)
    }
    const parts = this.#lineEnd
      ? [
          'A line end belongs to this secret, as it was pasted. ',
          make('button.link', { type: 'button', onclick: drop }, 'Remove the line end')
        ]
      : [this.#note]
    this.#hint.replaceChildren(...parts)
  }

  /** Forgets the note, once the secret is the user's own. */
  clearNote(): void {
    this.#note = ''
    this.#showHint()
  }
}
