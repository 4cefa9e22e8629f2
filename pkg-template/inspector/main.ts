// The page: typed and pasted input is evaluated as it changes.
import type { Capture, CaptureError, CaptureFormat } from 'webhook-verifier/diagnose'
import { copyText } from './clipboard.ts'
import { budget, byId, make, within } from './dom.ts'
import { evaluate } from './evaluate.ts'
import { EXAMPLE_SECRET, EXAMPLES } from './examples.ts'
import { PasteField } from './paste-field.ts'
import { reportText } from './report.ts'
import { bannerOf, resultOf, verdictOf } from './result.ts'
import { SecretField } from './secret-field.ts'
import { signer } from './signer.ts'
import { tabs } from './tabs.ts'
import { TimeField } from './time-field.ts'

/** A diagnosis at every key would keep the page from showing the text. */
const PAUSE = 150
const MOST_CHOICES = 200
const EXAMPLE_NOTE = 'The example’s own secret is filled in. Yours stays in the memory of this page until you close it.'
const FORMATS: Record<CaptureFormat, string> = {
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
  'powershell': 'a PowerShell command',
  'curl-verbose': 'the log of curl -v'
}

const [example, ignoresAge, file] = [byId<HTMLSelectElement>('example'), byId<HTMLInputElement>('ageless'), byId<HTMLInputElement>('file')]
const [verdict, result, read] = [byId('verdict-area'), byId('result'), byId('read')]
const [reportRow, reported, reportFallback] = [byId('report-row'), byId('reported'), byId('report-text')]
const list = document.querySelector<HTMLElement>('[role=tablist]')
const show = list ? tabs(list) : () => {}
const secret = new SecretField()
const clock = new TimeField()
const paste = new PasteField(update)

let entry: number | undefined
let isExample = false
/** As long as the example's signature is in the text, the delivery is the example's, however it is changed. */
let exampleText = ''
let timer: ReturnType<typeof setTimeout> | undefined
let report = ''

function update(): void {
  clearTimeout(timer)
  if (paste.isEmpty) render([bannerOf(WAITING)])
  else showEvaluation()
}

const WAITING = { kind: 'open', mark: '?', title: 'Waiting for a delivery', text: 'Paste one, or choose an example.' } as const

function showEvaluation(): void {
  const age = { now: clock.time, ignoresAge: ignoresAge.checked }
  const evaluation = evaluate({ pasted: paste.bytes, body: paste.body, entry, secret: secret.value, ...age })
  if ('unread' in evaluation) render([unreadBanner(evaluation.unread)], [errorOf(evaluation.unread)])
  else {
    report = reportText(evaluation, age)
    render([bannerOf(verdictOf(evaluation))], [readingOf(evaluation.capture)], resultOf(evaluation, age))
  }
}

function updateSoon(): void {
  clearTimeout(timer)
  timer = setTimeout(update, PAUSE)
}

function render(banner: Node[], reading: Node[] = [], parts: Node[] = []): void {
  verdict.replaceChildren(...banner)
  read.replaceChildren(...reading)
  result.replaceChildren(...parts)
  reportRow.hidden = parts.length === 0
  reportFallback.hidden = true
  reported.textContent = ''
}

function readingOf({ kind, method, url, notes }: Capture): HTMLElement {
  return make('div', make('p.hint', `Read as ${FORMATS[kind]}: ${method} ${url}`), ...notes.map(({ message }) => make('p.note', message)))
}

const placeOf = ({ line, column }: CaptureError) => (column === undefined ? `line ${line}` : `line ${line}, column ${column}`)

const unreadBanner = (error: CaptureError) =>
  error.choices
    ? bannerOf({ kind: 'open', mark: '?', title: 'Which delivery?', text: 'Choose one below the paste.' })
    : bannerOf({ kind: 'open', mark: '!', title: 'This cannot be read yet', text: `See ${placeOf(error)} of the paste.` })

function errorOf(error: CaptureError): HTMLElement {
  const { line, column, found, expected, choices } = error
  if (choices) {
    const buttons = within(budget(), MOST_CHOICES, choices, choiceOf)
    return make('div.fault.choose', make('p', `It has ${choices.length} deliveries. Which one?`), ...buttons)
  }
  const go = !paste.isFile && make('button', { type: 'button', onclick: () => paste.selectLine(line, column) }, `Go to line ${line}`)
  const place = make('strong', `L${placeOf(error).slice(1)}: `)
  return make('div.fault', { role: 'alert' }, make('p', place, `found ${found}; expected ${expected}.`), go)
}

function choiceOf(choice: { entry: number; started: string; url: string }): HTMLElement {
  const onclick = () => {
    entry = choice.entry
    update()
  }
  return make('button', { type: 'button', onclick }, `${choice.started} ${choice.url}`)
}

/** Puts in a text or a file as if it had been pasted. */
function put(content: string | Uint8Array): void {
  paste.set(content)
  entry = undefined
  update()
}

function showExample(at: number): void {
  const chosen = EXAMPLES[at]
  if (!chosen) return
  secret.set(chosen.secret ?? EXAMPLE_SECRET, EXAMPLE_NOTE)
  clock.clear()
  if (chosen.clock !== undefined) clock.set(new Date(Date.now() + chosen.clock))
  isExample = true
  exampleText = chosen.paste()
  put(exampleText)
}

async function openFile(from: File | undefined): Promise<void> {
  if (!from) return
  const bytes = new Uint8Array(await from.arrayBuffer())
  leaveExample()
  put(bytes)
}

const signatureIn = (text: string) => /[0-9a-f]{64}/i.exec(text)?.[0] ?? ''

/** From here on the delivery is the user's, and so must the secret be. */
function leaveExample(): void {
  if (isExample) {
    if (secret.value.includes(EXAMPLE_SECRET) || EXAMPLES.some((each) => each.secret === secret.value)) secret.set('')
    secret.clearNote()
    clock.clear()
  }
  isExample = false
  example.value = ''
}

example.append(
  make('option', { value: '' }, 'choose one'),
  ...EXAMPLES.map(({ title }, at) => make('option', { value: String(at) }, title))
)
example.addEventListener('change', () => example.value !== '' && showExample(Number(example.value)))
secret.onChange((isPaste) => (isPaste ? update() : updateSoon()))
clock.onChange(update)
ignoresAge.addEventListener('input', update)
paste.input.addEventListener('focus', () => isExample && paste.input.select())
paste.input.addEventListener('paste', leaveExample)
paste.input.addEventListener('input', () => {
  paste.edited()
  entry = undefined
  if (isExample && !paste.input.value.includes(signatureIn(exampleText))) leaveExample()
  updateSoon()
})
paste.bodyInput.addEventListener('input', updateSoon)
byId('clear').addEventListener('click', () => {
  leaveExample()
  paste.bodyInput.value = ''
  put('')
  paste.input.focus()
})
byId('report').addEventListener('click', async () => {
  reported.textContent = await copyText(report, reportFallback)
})
file.addEventListener('change', () => openFile(file.files?.[0]).finally(() => (file.value = '')))
for (const name of ['dragover', 'drop']) document.addEventListener(name, (event) => event.preventDefault())
document.addEventListener('drop', ({ dataTransfer }) => openFile(dataTransfer?.files[0]))

signer(secret, (request) => {
  if (request === '') return
  isExample = false
  example.value = ''
  put(request)
  show('inspect')
  paste.input.focus()
})
example.value = '0'
showExample(0)
