// What runs in the inspector's page, as text: each function can name nothing outside of itself.

/** Hands in a file, as bytes in base64, and returns what the page says of it. */
export async function judged({ base64, secret, clock }) {
  const set = (id, value) => {
    const input = document.getElementById(id)
    input.value = value
    input.dispatchEvent(new Event('input'))
    // As Enter does: what is typed waits a moment.
    input.dispatchEvent(new Event('change'))
  }
  set('clock', clock ?? '')
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
  const transfer = new DataTransfer()
  transfer.items.add(new File([bytes], 'paste'))
  const file = document.getElementById('file')
  file.files = transfer.files
  file.dispatchEvent(new Event('change'))
  while (file.value !== '') await new Promise((resolve) => setTimeout(resolve))
  set('secret', secret)
  const texts = (selector) => [...document.querySelectorAll(selector)].map(({ textContent }) => textContent)
  return {
    verdict: texts('#verdict h2')[0],
    findings: texts('.finding code'),
    checks: [...document.querySelectorAll('.checks li')].map(({ className }) => className),
    read: texts('#read .hint')[0],
    notes: texts('#read .note').length,
    fault: texts('.fault p')[0],
    choices: texts('.fault button').length
  }
}

/** Types a paste into the box. */
export async function typed(text) {
  const paste = document.getElementById('paste')
  paste.value = text
  paste.dispatchEvent(new Event('input'))
  await new Promise((resolve) => setTimeout(resolve, 400))
  return (document.querySelector('.fault') ?? document.getElementById('verdict')).textContent
}

/** What is left of an example once its text is changed, as by a paste that no event tells of. */
export const replaced = (change) => {
  const [paste, example, secret] = ['paste', 'example', 'secret'].map((id) => document.getElementById(id))
  paste.value = change === 'edited' ? `${paste.value} ` : 'POST / HTTP/1.1\n\n{}'
  paste.dispatchEvent(new Event('input'))
  return [example.value, secret.value !== '']
}

/** Pastes a secret, and returns what is said of it; then what is said once it is typed on. */
/** What is typed afterwards waits a little. */
export const secretPasted = async (text) => {
  const secret = document.getElementById('secret')
  const clipboardData = new DataTransfer()
  clipboardData.setData('text', text)
  const says = () => document.getElementById('secret-hint').textContent.includes('had a line end')
  // Firefox drops the data of an event that a page makes.
  secret.dispatchEvent(Object.defineProperty(new ClipboardEvent('paste'), 'clipboardData', { value: clipboardData }))
  secret.value = text.trim()
  secret.dispatchEvent(new InputEvent('input', { inputType: 'insertFromPaste' }))
  const said = says()
  secret.dispatchEvent(new InputEvent('input', { inputType: 'insertText' }))
  for (let looks = 0; looks < 100 && says(); looks++) await new Promise((resolve) => setTimeout(resolve, 20))
  return [said, says()]
}

export const firstLook = () => ({
  verdict: document.querySelector('#verdict h2')?.textContent,
  checks: document.querySelectorAll('.checks .passed').length,
  tree: document.querySelectorAll('.part.signed .name').length,
  type: document.getElementById('secret').type
})

export const chosen = (place) => {
  const example = document.getElementById('example')
  example.value = String(place)
  example.dispatchEvent(new Event('change'))
  return {
    title: example.selectedOptions[0].textContent,
    verdict: document.querySelector('#verdict h2').textContent,
    findings: document.querySelectorAll('.finding.proved').length,
    failed: [...document.querySelectorAll('.checks li')].findIndex(({ className }) => className === 'failed')
  }
}
export const exampleCount = () => document.getElementById('example').options.length - 1

/** Where a secret could have gone. */
export const leaks = (secret) => ({
  url: location.href.includes(secret),
  text: document.documentElement.outerHTML.includes(secret),
  stored:
    document.cookie !== '' ||
    (() => {
      try {
        return localStorage.length + sessionStorage.length > 0
      } catch {
        return false
      }
    })(),
  loaded: performance.getEntriesByType('resource').length
})

/** What a page could send, and does not: resolves to the directives that stopped it. */
export async function attempts() {
  const stopped = []
  addEventListener('securitypolicyviolation', ({ effectiveDirective }) => stopped.push(effectiveDirective))
  const [, , image] = await Promise.allSettled([
    fetch('/').then(() => stopped.push('sent')),
    new Promise((resolve) => resolve(new WebSocket(`ws://${location.host}/`))),
    new Promise((resolve) =>
      Object.assign(new Image(), { onload: () => resolve('loaded'), onerror: () => resolve('stopped'), src: '/x.png' })
    )
  ])
  const form = Object.assign(document.createElement('form'), { action: '/', method: 'post' })
  document.body.append(form)
  try {
    form.submit()
  } catch {
    // Firefox throws, and reports it as the others do.
  }
  await new Promise((resolve) => setTimeout(resolve, 200))
  return { stopped: [...new Set(stopped)].sort(), image: image.value }
}

/** Makes a delivery in the other tab, and returns its text in a format. */
export function madeIn(format) {
  document.getElementById('tab-sign').click()
  const event = document.getElementById('event')
  event.value = 'job.failed'
  event.dispatchEvent(new Event('change'))
  document.querySelector(`[name=format][value=${format}]`).click()
  return document.getElementById('signed').textContent
}

/** Goes on with what was made, in the first tab. */
export const inspected = () => {
  document.getElementById('inspect-it').click()
  return { isShown: !document.getElementById('inspect').hidden, verdict: document.querySelector('#verdict')?.textContent }
}

export const width = () => ({ content: document.documentElement.scrollWidth, window: innerWidth })
export const focused = () => document.activeElement.id
export const isShown = (id) => !document.getElementById(id).hidden

/** How many parts of a tree there are, and whether it says that there are more. */
export const parts = () => ({
  count: document.querySelectorAll('[aria-labelledby=event-tree-title] li').length,
  isCut: document.querySelector('[aria-labelledby=event-tree-title]').textContent.includes('… and '),
  choices: document.querySelectorAll('.choose button').length
})

/** How often the result is made anew while a secret is typed. */
export async function updates(text) {
  let count = 0
  const observer = new MutationObserver(() => count++)
  observer.observe(document.getElementById('result'), { childList: true })
  const secret = document.getElementById('secret')
  for (const letter of text) {
    secret.value += letter
    secret.dispatchEvent(new Event('input'))
    await null
  }
  await new Promise((resolve) => setTimeout(resolve, 400))
  observer.disconnect()
  return count
}
