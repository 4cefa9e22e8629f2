// The pages that users read: README.md and docs/*.md, with the code blocks in them. Tests run or compile each block.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './project.mjs'

export const README = 'README.md'

/** The path of each page from the root of the repository. */
export const pagePaths = () => [README, ...docsPaths()]

export const docsPaths = () =>
  readdirSync(join(root, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .sort()
    .map((name) => `docs/${name}`)

/** Each page as `{ path, text, blocks }`. */
export const readPages = () => pagePaths().map(readPage)

/** @param {string} path */
export function readPage(path) {
  const text = readFileSync(join(root, path), 'utf8')
  return { path, text, blocks: blocksOf(text, path) }
}

/**
 * All blocks of all pages in one language.
 * @param {string} language
 */
export const blocksIn = (language) => readPages().flatMap(({ blocks }) => blocks.filter((block) => block.language === language))

/**
 * Each block as `{ page, line, language, file, code, printed }`. `file` is the name in its first line, `printed` the block of
 * text that follows it with at most "It prints:" in between.
 * @param {string} text
 * @param {string} page
 */
function blocksOf(text, page) {
  const found = [...text.matchAll(/^```(\w*)[^\n]*\n([\s\S]*?)^```$/gm)].map(({ 0: whole, 1: language, 2: code = '', index }) => ({
    page,
    line: text.slice(0, index).split('\n').length,
    language,
    file: /^\/\/ (\S+\.\w+)\n/.exec(code)?.[1],
    code,
    index,
    end: index + whole.length
  }))
  return found.map(({ index, end, ...block }, place) => {
    const next = found[place + 1]
    const isPrinted = next?.language === 'text' && /^\s*(It prints:)?\s*$/.test(text.slice(end, next.index))
    return { ...block, printed: isPrinted ? next.code : undefined }
  })
}

/**
 * The table after a marker `<!-- name: … -->`, up to `<!-- end -->`, in generated parts of a page.
 * @param {string} name
 */
export const generatedPart = (name) => new RegExp(`(<!-- ${name}: [^>]*-->\\n)([\\s\\S]*?)(<!-- end -->)`)
