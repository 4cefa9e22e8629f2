// The page: what is typed or pasted is judged as it comes.
import { byId, make } from './dom.js'
import { EXAMPLE_SECRET, EXAMPLES } from './examples.js'
import { judge } from './judge.js'
import { banner, resultOf } from './result.js'
import { signer } from './signer.js'
import { tabs } from './tabs.js'

const PAUSE = 150
const KINDS = { http: 'a raw HTTP request', curl: 'a curl command', har: 'a HAR entry' }

const [secret, paste, result, read, example, ageless, clock, file, hint] = [
  'secret',
  'paste',
  'result',
  'read',
  'example',
  'ageless',
  'clock',
  'file',
  'secret-hint',
].map(byId)
const show = tabs(document.querySelector('[role=tablist]'))

/** The bytes of a file that was opened: the box shows them, but makes every line end one line feed. */
let opened
let entry
let isExample = false
let timer

function update() {
  clearTimeout(timer)
  hint.textContent =
    isExample && secret.value === EXAMPLE_SECRET
      ? 'The example’s own secret is filled in. Yours stays in this page’s memory, and goes with it.'
      : ''
  const pasted = opened ?? new TextEncoder().encode(paste.value)
  if (paste.value === '' && !opened) return render([], [make('p.hint', 'Waiting for a delivery.')])
  const now = clockTime()
  const judged = judge({ pasted, entry, secret: secret.value, isAgeless: ageless.checked, now })
  if (judged.fault) render([faultOf(judged.fault)], [unread(judged.fault)])
  else render([readingOf(judged.capture)], resultOf(judged, { now, isAgeless: ageless.checked }))
}

/** A time that is typed halfway is not taken. */
function clockTime() {
  const text = clock.value.trim()
  const time = /T.*(Z|[+-]\d\d:\d\d)$/.test(text) ? new Date(text) : new Date(NaN)
  const isTime = Number.isFinite(time.getTime())
  byId('clock-hint').textContent = text === '' || isTime ? '' : 'A time like 2026-01-01T00:00:00Z; until then it is now.'
  return isTime ? time : new Date()
}

function render(reading, parts) {
  read.replaceChildren(...reading)
  result.replaceChildren(...parts)
}

function readingOf({ kind, method, url, notes }) {
  return make('div', make('p.hint', `Read as ${KINDS[kind]}: ${method} ${url}`), ...notes.map(({ message }) => make('p.note', message)))
}

const unread = ({ choices, line }) =>
  choices
    ? banner('open', '?', 'Which delivery?', 'Choose one beside.')
    : banner('open', '!', 'This cannot be read yet', `See line ${line} of what was pasted.`)

function faultOf({ line, found, expected, choices }) {
  if (choices)
    return make('div.fault.choose', make('p', `There are ${choices.length} deliveries in it. Which one?`), ...choices.map(choiceOf))
  const go = !opened && make('button', { type: 'button', onclick: () => selectLine(line) }, `Go to line ${line}`)
  return make('div.fault', { role: 'alert' }, make('p', make('strong', `Line ${line}: `), `found ${found}; expected ${expected}.`), go)
}

const choiceOf = (choice) =>
  make('button', { type: 'button', onclick: () => ((entry = choice.entry), update()) }, `${choice.started} ${choice.url}`)

function selectLine(line) {
  const lines = paste.value.split('\n')
  const start = lines.slice(0, line - 1).join('\n').length + (line > 1 ? 1 : 0)
  paste.focus()
  paste.setSelectionRange(start, start + (lines[line - 1] ?? '').length)
}

/** Puts in a text as if it had been pasted. */
function put(text) {
  paste.value = text
  opened = entry = undefined
  update()
}

function showExample(place) {
  secret.value = EXAMPLE_SECRET
  clock.value = ''
  isExample = true
  put(EXAMPLES[place].paste())
}

async function openFile(from) {
  if (!from) return
  const bytes = new Uint8Array(await from.arrayBuffer())
  leaveExample()
  put(new TextDecoder().decode(bytes.subarray(0, 100_000)))
  opened = bytes
  update()
}

/** From here on the delivery is the user's, and so has the secret to be. */
function leaveExample() {
  if (isExample && secret.value === EXAMPLE_SECRET) secret.value = ''
  isExample = false
  example.value = ''
}

example.append(
  make('option', { value: '' }, 'choose one'),
  ...EXAMPLES.map(({ title }, place) => make('option', { value: String(place) }, title))
)
example.addEventListener('change', () => example.value !== '' && showExample(Number(example.value)))
for (const input of [secret, ageless, clock]) input.addEventListener('input', update)
paste.addEventListener('focus', () => isExample && paste.select())
paste.addEventListener('paste', leaveExample)
paste.addEventListener('input', () => {
  opened = entry = undefined
  clearTimeout(timer)
  timer = setTimeout(update, PAUSE)
})
byId('clear').addEventListener('click', () => {
  leaveExample()
  put('')
  paste.focus()
})
file.addEventListener('change', () => openFile(file.files[0]).finally(() => (file.value = '')))
for (const name of ['dragover', 'drop']) document.addEventListener(name, (event) => event.preventDefault())
document.addEventListener('drop', ({ dataTransfer }) => openFile(dataTransfer.files[0]))

signer(secret, (request) => {
  if (request === '') return
  isExample = false
  example.value = ''
  put(request)
  show('inspect')
  paste.focus()
})
example.value = '0'
showExample(0)
