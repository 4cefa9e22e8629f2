// The page: what is typed or pasted is judged as it comes.
import { budget, byId, make, within } from './dom.js'
import { EXAMPLE_SECRET, EXAMPLES } from './examples.js'
import { judge } from './judge.js'
import { banner, resultOf } from './result.js'
import { signer } from './signer.js'
import { tabs } from './tabs.js'

const PAUSE = 150
const LINE_END =
  'What was pasted had a line end, which a field of one line drops. A program that reads it from there has another secret: trim it, too.'
const MOST_CHOICES = 200
const KINDS = {
  'http': 'a raw HTTP request',
  'curl': 'a curl command',
  'har': 'a HAR entry',
  'delivery': 'JSON with headers and body',
  'lambda': 'a Lambda event',
  'webhook-site': 'an export of webhook.site',
  'ngrok': 'a request of ngrok',
  'postman': 'a Postman collection',
  'insomnia': 'an Insomnia export',
  'log': 'a line of a JSON log',
  'console': 'printed headers',
  'fetch': 'a fetch call',
  'curl-verbose': 'the log of curl -v'
}

const [secret, paste, result, read, example, ageless, clock, file, hint] = [
  'secret',
  'paste',
  'result',
  'read',
  'example',
  'ageless',
  'clock',
  'file',
  'secret-hint'
].map(byId)
const show = tabs(document.querySelector('[role=tablist]'))

/** The bytes of a file that was opened: the box shows them, but makes every line end one line feed. */
let opened
let entry
let isExample = false
/** The example's text. As long as its signature stands there, the delivery is the example's, however it is changed. */
let shown = ''
let hasLostLineEnd = false
let timer

function update() {
  clearTimeout(timer)
  hint.textContent = hintOf()
  const pasted = opened ?? new TextEncoder().encode(paste.value)
  if (paste.value === '' && !opened) return render([], [make('p.hint', 'Waiting for a delivery.')])
  const now = clockTime()
  const judged = judge({ pasted, entry, secret: secret.value, isAgeless: ageless.checked, now })
  if (judged.unread) render([errorOf(judged.unread)], [unread(judged.unread)])
  else render([readingOf(judged.capture)], resultOf(judged, { now, isAgeless: ageless.checked }))
}

function hintOf() {
  if (hasLostLineEnd) return LINE_END
  const isExamples = isExample && secret.value === EXAMPLE_SECRET
  return isExamples ? 'The example’s own secret is filled in. Yours stays in this page’s memory, and goes with it.' : ''
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

function errorOf({ line, found, expected, choices }) {
  if (choices)
    return make(
      'div.fault.choose',
      make('p', `There are ${choices.length} deliveries in it. Which one?`),
      ...within(budget(), MOST_CHOICES, choices, choiceOf)
    )
  const go = !opened && make('button', { type: 'button', onclick: () => selectLine(line) }, `Go to line ${line}`)
  return make('div.fault', { role: 'alert' }, make('p', make('strong', `Line ${line}: `), `found ${found}; expected ${expected}.`), go)
}

function choiceOf(choice) {
  const onclick = () => {
    entry = choice.entry
    update()
  }
  return make('button', { type: 'button', onclick }, `${choice.started} ${choice.url}`)
}

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
  shown = EXAMPLES[place].paste()
  put(shown)
}

async function openFile(from) {
  if (!from) return
  const bytes = new Uint8Array(await from.arrayBuffer())
  leaveExample()
  put(new TextDecoder().decode(bytes.subarray(0, 100_000)))
  opened = bytes
  update()
}

const signatureOf = (text) => /[0-9a-f]{64}/i.exec(text)[0]

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
secret.addEventListener('paste', ({ clipboardData }) => (hasLostLineEnd = /[\r\n]/.test(clipboardData.getData('text'))))
secret.addEventListener('input', ({ inputType }) => (hasLostLineEnd &&= inputType === 'insertFromPaste'))
/** A diagnosis at every key would keep the page from showing what is typed. */
function updateSoon() {
  clearTimeout(timer)
  timer = setTimeout(update, PAUSE)
}

ageless.addEventListener('input', update)
for (const input of [secret, clock]) {
  input.addEventListener('input', ({ inputType }) => (inputType === 'insertFromPaste' ? update() : updateSoon()))
  input.addEventListener('change', update)
}
paste.addEventListener('focus', () => isExample && paste.select())
paste.addEventListener('paste', leaveExample)
paste.addEventListener('input', () => {
  opened = entry = undefined
  if (isExample && !paste.value.includes(signatureOf(shown))) leaveExample()
  updateSoon()
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
