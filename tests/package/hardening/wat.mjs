// A WebAssembly module as a tree: Binaryen's disassembly, whose folded instructions are lists of lists.
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { root } from '../../../scripts/project.mjs'

/**
 * A list whose first element is a word, or a word. Lists are read by their places, of which nothing knows the types.
 * @typedef {any} Tree
 */

const TOKEN = /"(?:[^"\\]|\\.)*"|\(;.*?;\)|;;.*|[()]|[^\s()"]+/gs

/**
 * The module's sections: lists that begin with their kind, as `func`, `data` and `export`.
 * @param {string} file
 */
export function sectionsOf(file) {
  const wat = execFileSync(join(root, 'node_modules/.bin/wasm-dis'), ['--all-features', file], { encoding: 'utf8', maxBuffer: 2 ** 28 })
  const [[, ...sections]] = treeOf(wat)
  return sections
}

/**
 * WebAssembly's text as lists of lists.
 * @returns {Tree}
 * @param {string} text
 */
export function treeOf(text) {
  /** @type {Tree[][]} */
  const open = [[]]
  for (const [token] of text.matchAll(TOKEN)) {
    if (token.startsWith(';;') || token.startsWith('(;')) continue
    if (token === '(') open.push([])
    else if (token === ')') open.at(-2)?.push(open.pop())
    else open.at(-1)?.push(token)
  }
  return open[0]
}

/**
 * Every instruction in a tree, the outer ones first.
 * @param {Tree} tree
 * @returns {Generator<Tree>}
 */
export function* instructions(tree) {
  for (const part of tree) {
    if (!Array.isArray(part)) continue
    yield part
    yield* instructions(part)
  }
}
