// The table of pastes, and how an answer to one is compared with it.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../../../scripts/project.mjs'

/** @import { VectorFiles } from '../../suite/cases.d.ts' */
/** @import { readCapture } from 'webhook-verifier/diagnose' */

/**
 * @template {keyof VectorFiles} Name
 * @param {Name} name
 * @returns {VectorFiles[Name]}
 */
export const vectors = (name) => JSON.parse(readFileSync(join(root, 'tests/vectors', `${name}.json`), 'utf8'))

export const captures = vectors('captures').cases

/**
 * The part of an answer that the table has.
 * @param {ReturnType<typeof readCapture>} answer
 */
export function shown({ capture, error }) {
  if (capture) {
    const { kind, method, url, headers, body, notes } = capture
    return { capture: { kind, method, url, headers, body: Buffer.from(body).toString(), notes: notes.map(({ code }) => code) } }
  }
  const { code, line, column, found, choices } = error
  return { error: { code, line, ...(column !== undefined && { column }), found }, ...(choices && { choices }) }
}
