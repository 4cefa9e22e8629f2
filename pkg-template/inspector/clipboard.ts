// Text for the clipboard.

/** Copies a text, or selects it in `fallback` where the browser does not let a page copy. Resolves to a sentence for the user. */
export async function copyText(text: string, fallback: HTMLElement): Promise<string> {
  try {
    await navigator.clipboard.writeText(text)
    return 'Copied.'
  } catch {
    fallback.hidden = false
    fallback.textContent = text
    getSelection()?.selectAllChildren(fallback)
    return 'Selected: copy it with Ctrl-C.'
  }
}
