// Functions that run in the inspector's page, passed as text: each can use nothing outside of itself.

/**
 * Hands in a file, as bytes in base64, and returns the page's answer.
 * @param {{ base64: string, secret: string, clock?: number | string }} paste
 */
export async function judged({ base64, secret, clock }) {
  /**
   * @param {string} id
   * @param {string} value
   */
  const set = (id, value) => {
    const input = /** @type {HTMLInputElement} */ (document.getElementById(id))
    input.value = value
    input.dispatchEvent(new Event('input'))
    // As Enter does: what is typed waits a moment.
    input.dispatchEvent(new Event('change'))
  }
  // The picker takes a local time.
  /** @param {Date} time */
  const local = (time) => new Date(time.getTime() - time.getTimezoneOffset() * 60_000).toISOString().slice(0, -1).replace(/^\+0*/, '')
  set('clock', clock === undefined ? '' : local(new Date(clock)))
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
  const transfer = new DataTransfer()
  transfer.items.add(new File([bytes], 'paste'))
  const file = document.getElementById('file')
  file.files = transfer.files
  file.dispatchEvent(new Event('change'))
  while (file.value !== '') await new Promise((resolve) => setTimeout(resolve))
  set('secret', secret)
  /** @param {string} selector */
  const texts = (selector) => [...document.querySelectorAll(selector)].map(({ textContent }) => textContent)
  return {
    verdict: texts('#verdict h2')[0],
    findings: texts('.cause code, .finding code'),
    checks: [...document.querySelectorAll('.checks li')].map(({ className }) => className),
    read: texts('#read .hint')[0],
    notes: texts('#read .note').length,
    fault: texts('.fault p')[0],
    choices: texts('.fault button').length
  }
}

/**
 * Types a paste into the box.
 * @param {string} text
 */
export async function typed(text) {
  const paste = document.getElementById('paste')
  paste.value = text
  paste.dispatchEvent(new Event('input'))
  await new Promise((resolve) => setTimeout(resolve, 400))
  return (document.querySelector('.fault') ?? document.getElementById('verdict')).textContent
}

/**
 * Changes the text of an example, as a paste without an event does; returns the state of example and secret.
 * @param {string} change
 */
export const replaced = (change) => {
  const paste = document.getElementById('paste')
  paste.value = change === 'edited' ? `${paste.value} ` : 'POST / HTTP/1.1\n\n{}'
  paste.dispatchEvent(new Event('input'))
  return [document.getElementById('example').value, document.getElementById('secret').value !== '']
}

/**
 * Pastes a secret, and returns the findings, and those without the line end.
 * @param {string} text
 */
export const secretPasted = (text) => {
  const secret = document.getElementById('secret')
  const clipboardData = new DataTransfer()
  clipboardData.setData('text', text)
  const findings = () => [...document.querySelectorAll('.cause code, .finding code')].map(({ textContent }) => textContent)
  // Firefox drops the data of an event that a page makes.
  secret.dispatchEvent(Object.defineProperty(new ClipboardEvent('paste'), 'clipboardData', { value: clipboardData }))
  secret.value = text.trim()
  secret.dispatchEvent(new InputEvent('input', { inputType: 'insertFromPaste' }))
  const pasted = findings()
  document.querySelector('#secret-hint button')?.click()
  return [pasted, findings(), document.getElementById('secret-hint').textContent]
}

export const firstLook = () => ({
  verdict: document.querySelector('#verdict h2')?.textContent,
  checks: document.querySelectorAll('.checks .passed').length,
  isCollapsed: !(/** @type {HTMLDetailsElement | null} */ (document.querySelector('#checks details'))?.open),
  tree: document.querySelectorAll('.part.signed .name').length,
  type: document.getElementById('secret').type
})

/** @param {string} place */
export const chosen = (place) => {
  const example = document.getElementById('example')
  example.value = String(place)
  example.dispatchEvent(new Event('change'))
  const [option] = example.selectedOptions
  if (!option) throw new Error(`there is no example ${place}`)
  const verdict = document.getElementById('verdict')
  return {
    title: option.textContent,
    verdict: verdict.querySelector('h2')?.textContent,
    code: verdict.dataset.code,
    findings: [...document.querySelectorAll('.cause code, .finding code')].map(({ textContent }) => textContent),
    failed: [...document.querySelectorAll('.checks li')].findIndex(({ className }) => className === 'failed'),
    isOpen: /** @type {HTMLDetailsElement | null} */ (document.querySelector('#checks details'))?.open,
    bytes: document.querySelector('#bytes h2')?.textContent,
    age: document.querySelector('#age .mark')?.className,
    difference: document.querySelector('.difference')?.textContent,
    removed: [...document.querySelectorAll('.difference del')].map(({ textContent }) => textContent).join(''),
    frameworks: document.querySelectorAll('#frameworks [role=tab]').length
  }
}

/** Shows and hides the secret. */
export const shownSecret = () => {
  const secret = document.getElementById('secret')
  const button = document.getElementById('show-secret')
  const state = () => [secret.type, button.textContent, button.getAttribute('aria-pressed')]
  return [state(), (button.click(), state()), (button.click(), state())]
}

/**
 * Puts headers and a body into a box each.
 * @param {{ headers: string, body: string, secret: string }} parts
 */
export const twoBoxes = async ({ headers, body, secret }) => {
  /**
   * @param {string} id
   * @param {string} value
   */
  const set = (id, value) => {
    const input = /** @type {HTMLInputElement} */ (document.getElementById(id))
    input.value = value
    input.dispatchEvent(new Event('input'))
    input.dispatchEvent(new Event('change'))
  }
  document.getElementById('clear').click()
  document.getElementById('mode-two').click()
  set('paste', headers)
  set('body-paste', body)
  set('secret', secret)
  await new Promise((resolve) => setTimeout(resolve, 300))
  const verdict = document.querySelector('#verdict h2')?.textContent
  const label = document.querySelector('label[for=paste]')?.textContent.trim()
  document.getElementById('mode-one').click()
  return { verdict, label, isHidden: document.getElementById('body-box').hidden }
}

/** Copies the report; the clipboard is replaced, as it asks for permission. */
export const reported = async () => {
  let copied
  Object.defineProperty(navigator, 'clipboard', {
    configurable: true,
    value: { writeText: async (/** @type {string} */ text) => (copied = text) }
  })
  document.getElementById('report').click()
  await new Promise((resolve) => setTimeout(resolve))
  return { copied, says: document.getElementById('reported').textContent, body: document.getElementById('paste').value.split('\n\n')[1] }
}

/** Where the parts of the page are, before and after scrolling to its end. */
export const layout = async () => {
  /** @param {string} selector */
  const top = (selector) => document.querySelector(selector)?.getBoundingClientRect().top
  scrollTo(0, 0)
  const start = { verdict: top('#verdict-area'), input: top('.input'), paste: top('#paste') }
  scrollTo(0, document.documentElement.scrollHeight)
  await new Promise((resolve) => requestAnimationFrame(resolve))
  const end = { paste: top('#paste'), clock: document.getElementById('clock').getBoundingClientRect().bottom, height: innerHeight }
  scrollTo(0, 0)
  return { start, end }
}

export const exampleCount = () => document.getElementById('example').options.length - 1

/**
 * Where a secret could have gone.
 * @param {string} secret
 */
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

/** Tries to send requests; resolves to the directives that blocked them. */
export async function attempts() {
  /** @type {string[]} */
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
  return { stopped: [...new Set(stopped)].sort(), image: image.status === 'fulfilled' && image.value }
}

/**
 * Makes a delivery in the other tab, and returns its text in a format.
 * @param {string} format
 */
export function madeIn(format) {
  document.getElementById('tab-sign').click()
  const event = document.getElementById('event')
  event.value = 'job.failed'
  event.dispatchEvent(new Event('change'))
  document.querySelector(`[name=format][value=${format}]`)?.click()
  return document.getElementById('signed').textContent
}

/** Goes on with what was made, in the first tab. */
export const inspected = () => {
  document.getElementById('inspect-it').click()
  return { isShown: !document.getElementById('inspect').hidden, verdict: document.querySelector('#verdict')?.textContent }
}

export const width = () => ({ content: document.documentElement.scrollWidth, window: innerWidth })
export const focused = () => document.activeElement?.id
/** @param {string} id */
export const isShown = (id) => !document.getElementById(id).hidden

/** How many parts of a tree there are, and whether it says that there are more. */
export const parts = () => ({
  count: document.querySelectorAll('[aria-labelledby=event-tree-title] li').length,
  isCut: document.querySelector('[aria-labelledby=event-tree-title]')?.textContent.includes('… and '),
  choices: document.querySelectorAll('.choose button').length
})

/**
 * How often the result is made anew while a secret is typed.
 * @param {string} text
 */
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

/** The violations that axe-core finds, and the least contrast of all texts, those of one letter included, which axe-core leaves out. */
export const accessibility = async () => {
  const { violations } = await window.axe.run(document)
  /** @param {string} color */
  const channels = (color) => (color.match(/[\d.]+/g) ?? []).map(Number)
  /** @param {number} value */
  const linear = (value) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4)
  /** @param {string} color */
  const luminance = (color) => {
    const [red, green, blue] = channels(color)
    if (red === undefined || green === undefined || blue === undefined) throw new Error(`${color} is no color`)
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
  }
  /** @type {(element: Element | null) => string} */
  const backgroundOf = (element) => {
    const { backgroundColor } = getComputedStyle(/** @type {Element} */ (element))
    return element && channels(backgroundColor)[3] === 0 ? backgroundOf(element.parentElement) : backgroundColor
  }
  const texts = []
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const { parentElement } = node
    if (
      !parentElement ||
      !node.textContent?.trim() ||
      !parentElement.checkVisibility() ||
      ['SCRIPT', 'OPTION'].includes(parentElement.tagName)
    )
      continue
    const [one, other] = [luminance(getComputedStyle(parentElement).color), luminance(backgroundOf(parentElement))]
    texts.push({ ratio: (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05), html: parentElement.outerHTML.slice(0, 200) })
  }
  const least = texts.reduce((least, text) => (text.ratio < least.ratio ? text : least))
  return { violations: violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`), least }
}
