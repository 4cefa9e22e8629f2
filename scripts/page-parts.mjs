// The parts of docs/ that are made from code: `make readme` writes them, and a test compares them.
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { questionOf } from '../tests/runtimes/diagnose/mistakes.mjs'
import { generatedPart, readPage } from './pages.mjs'
import { root } from './project.mjs'
import { terminalPicture } from './terminal-picture.mjs'

/** @param {string} path */
const readText = (path) => readFileSync(join(root, path), 'utf8')

/** @import { Finding } from 'webhook-verifier/diagnose' */
/** @import { MistakeCase } from '../tests/suite/cases.d.ts' */
/** @typedef {typeof import('webhook-verifier/diagnose')['diagnoseWebhook']} Diagnose */

/** The groups of finding codes, by the first word of the code. */
const GROUPS = {
  'Secret': ['secret', 'sender'],
  'Body': ['body'],
  'Signed message': ['signed', 'timestamp'],
  'Signature': ['signature'],
  'Clock': ['clock'],
  'Headers': ['header', 'headers'],
  'Anything else': ['event', 'payload', 'unexplained']
}

/**
 * Each finding's text as Markdown: no emphasis, no end of the cell, and no HTML but the line breaks.
 * @param {string} text
 */
const cell = (text) => text.replaceAll('<', '&lt;').replace(/[*|]/g, '\\$&').replaceAll('\n', '<br>')

/**
 * One table for each group, with a real finding for each code.
 * @param {Diagnose} diagnose
 */
function findingTables(diagnose) {
  /** @type {Map<string, Finding>} */
  const examples = new Map(exampleFindings(diagnose).map((finding) => [finding.code, finding]))
  const codes = contractTable('findings').matchAll(/^\| `(\w+)`/gm)
  const rows = [...codes].map(([, code = '']) => ({ code, row: findingRow(code, examples.get(code)) }))
  const tables = Object.entries(GROUPS).map(([title, words]) => {
    const own = rows.filter(({ code }) => words.includes(code.split('_', 1).join()))
    return `\n### ${title}\n\n| code | fact | fix |\n|---|---|---|\n${own.map(({ row }) => row).join('\n')}\n`
  })
  return `${tables.join('')}\n`
}

/**
 * @param {string} code
 * @param {Finding | undefined} finding
 */
function findingRow(code, finding) {
  if (!finding) throw new Error(`no case of tests/vectors/diagnose.json has the finding ${code}`)
  return `| <a id="${code}"></a>\`${code}\` | ${cell(finding.message)} | ${cell(finding.fix)} |`
}

/**
 * The findings of all vectors; those of cases with the fewest findings last, so that these are shown.
 * @param {Diagnose} diagnose
 */
function exampleFindings(diagnose) {
  /** @type {{ cases: MistakeCase[], now: string }} */
  const { cases, now } = JSON.parse(readText('tests/vectors/diagnose.json'))
  return cases
    .map((each) => diagnose(questionOf(each, now)).findings)
    .sort((one, other) => other.length - one.length)
    .flat()
}

/**
 * The table that the contract of Rust and JavaScript prints.
 * @param {string} name
 */
function contractTable(name) {
  const text = execFileSync('cargo', ['xtask', 'tables', name], { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] })
  return `${text.trimEnd()}\n`
}

/** Parts that `make bench` writes in RESULTS.md, and pages that have copies. */
const RESULTS = 'benches/RESULTS.md'
const COPIES = [
  { page: 'README.md', name: 'speed' },
  { page: 'docs/performance.md', name: 'speed' },
  { page: 'docs/performance.md', name: 'losses' }
]

export const benchParts = () =>
  COPIES.map(({ page, name }) => ({ page, name, text: generatedPart(name).exec(readText(RESULTS))?.[2] ?? `${RESULTS} has none\n` }))

/**
 * By page and name: the text between the markers.
 * @param {{ diagnoseWebhook: Diagnose }} library
 */
export const pageParts = ({ diagnoseWebhook }) => [
  { page: 'docs/troubleshooting.md', name: 'findings', text: findingTables(diagnoseWebhook) },
  { page: 'docs/errors.md', name: 'messages', text: contractTable('errors') },
  ...benchParts()
]

/** @param {{ page: string, name: string, text: string }} part */
export const writePart = ({ page, name, text }) =>
  writeFileSync(
    join(root, page),
    readText(page).replace(generatedPart(name), (_, begin, old, end) => `${begin}${text}${end}`)
  )

export const TERMINAL = 'docs/images/terminal.svg'

export function drawTerminal() {
  const session = readPage('docs/cli-and-inspector.md').blocks.find(({ language }) => language === 'console')
  if (!session) throw new Error('docs/cli-and-inspector.md shows no session')
  return terminalPicture(session.code, ' diagnose ')
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { diagnoseWebhook } = await import(pathToFileURL(join(root, 'pkg/diagnose.js')).href)
  pageParts({ diagnoseWebhook }).forEach(writePart)
  writeFileSync(join(root, TERMINAL), drawTerminal())
}
