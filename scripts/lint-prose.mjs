// Checks the mechanical rules of the project's language in comments and Markdown: `node scripts/lint-prose.mjs [file…]`.
// The rules are in CONTRIBUTING.md, "Words". A rule that cannot be checked by a pattern is not here.
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './project.mjs'

/** Sentences that begin with a pronoun in place of a noun. A question may begin so. */
const PRONOUN = /(?:^|[.!:;]\s+)(What|Who|Whoever|Whom|Nobody|Somebody|Something|That which|One that|Of the|Nothing of)\b[^?]*$/

/** @type {[RegExp, string][]} */
const WORDS = [
  [/\b(?:behaviours?|colours?|licenced?|cancell(?:ed|ing)|neighbours?|honours?)\b/i, 'American spelling'],
  [
    /\b(?:reserial|serial|normal|initial|recogn|organ|minim|maxim|optim|summar|author|canonical|synchron|token|util|custom|capital|final|general|special)is(?:e|es|ed|er|ing|ation|ations)\b/i,
    'American spelling'
  ],
  [/\bafresh\b/i, 'say "again"'],
  [/\bmend(?:s|ed|ing)?\b/i, 'say "fix"'],
  [/\bbeside\b/i, 'say "next to" or "with"'],
  [/\bwhite spaces?\b/i, 'say "whitespace"'],
  [/\b(?:takes?|took|taken) in hand\b/i, 'say "in progress"'],
  [/\b(?:no|some|any|every)body\b/i, 'name the person: a sender, an attacker, a caller'],
  [/\b(?:whoever|whom|whomever|that which)\b/i, 'name the person or the thing'],
  [/\b(?:stands?|stood|standing)\b(?! for\b)/i, 'say "is"'],
  [/\b(?:lies|lay)\b/i, 'say "is"'],
  [/\b(?:is|are|was|were|been) asked\b(?! for\b)/i, 'say "calls" or "gets"'],
  [/\bbehind\b(?! (?:an?|the) (?:prox|function|API|load|gateway))/i, 'say "after" or "in"'],
  [/\bfor ever\b/i, 'say "endlessly"'],
  [/\bnobody signed\b/i, 'say "not covered by the signature"']
]

const SKIPPED = /^(LICENSE|Cargo\.lock|package-lock|fuzz\/RUNS|benches\/RESULTS|tests\/vectors\/)|\.(json|svg|png|lock)$/
const COMMENTED = /\.(rs|js|mjs|cjs|ts|mts|css)$/

const given = process.argv.slice(2)
const tracked = execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' }).split('\0').filter(Boolean)
const files = (given.length ? given : tracked).filter((file) => !SKIPPED.test(file))

/** @param {string} file */
function faultsOf(file) {
  const read = file.endsWith('.md') ? paragraphs : COMMENTED.test(file) ? comments : undefined
  if (!read) return []
  return read(readFileSync(join(root, file), 'utf8')).flatMap(({ line, text }) => [
    ...(PRONOUN.test(text) ? [{ file, line, text, why: 'begins with a pronoun' }] : []),
    ...WORDS.filter(([pattern]) => pattern.test(text)).map(([pattern, why]) => ({ file, line, text: pattern.exec(text)?.[0], why }))
  ])
}

/**
 * The sentences of the comments, each with its line.
 * @param {string} source
 */
function comments(source) {
  const lines = source.split('\n').map((text, index) => ({ line: index + 1, text: commentOf(text) }))
  return sentences(lines)
}

/**
 * The text of a line that is a comment. A comment after code is short, and is left to the reader; a declaration of a run is not prose.
 * @param {string} line
 */
const commentOf = (line) =>
  /^\s*(?:\/\/|#) @run /.test(line) ? undefined : /^\s*(?:\/\/[/!]?|\/\*\*?|\*(?!\/))\s?(.*?)(?:\*\/)?$/.exec(line)?.[1]

/**
 * The sentences of Markdown, without its code.
 * @param {string} source
 */
function paragraphs(source) {
  let fenced = false
  const lines = source.split('\n').map((text, index) => {
    if (/^\s*```/.test(text)) fenced = !fenced
    return { line: index + 1, text: fenced || /^\s*(```|\||<)/.test(text) ? undefined : text.replace(/^\s*(?:[#>-]+|\d+\.)\s*/, '') }
  })
  return sentences(lines)
}

/**
 * Joins lines that belong together and cuts them into sentences; code in backticks is no prose.
 * @param {{ line: number, text: string | undefined }[]} lines
 */
function sentences(lines) {
  /** @type {{ line: number, text: string }[]} */
  const found = []
  /** @type {{ line: number, text: string } | undefined} */
  let open
  for (const { line, text } of lines) {
    if (!text?.trim()) open = undefined
    else if (open) open.text += ` ${text.trim()}`
    else found.push((open = { line, text: text.trim() }))
  }
  return found.flatMap(({ line, text }) =>
    text
      .replaceAll(/`[^`]*`/g, '`code`')
      .split(/(?<=[.!?])\s+(?=[A-Z])/)
      .map((sentence) => ({ line, text: sentence }))
  )
}

const faults = files.flatMap(faultsOf)
for (const { file, line, text, why } of faults) console.log(`${file}:${line}: ${why}: ${text}`)
console.log(`prose: ${faults.length} faults in ${files.length} files`)
process.exitCode = faults.length ? 1 : 0
