// What people paste, read by the workbench's module; see src/capture/mod.rs.
import { describe, isBytes } from '../secret.js'
import { Question } from './workbench.js'

const encoder = /* @__PURE__ */ new TextEncoder()

export function readCapture(pasted, { entry, files = {} } = {}) {
  const question = new Question()
  for (const [path, content] of Object.entries(files)) question.file(path, bytesOf(content, 'a file'))
  const answer = question.capture(bytesOf(pasted, 'the paste'), entry)
  return answer
}

function bytesOf(value, what) {
  if (typeof value === 'string') return encoder.encode(value)
  if (isBytes(value)) return value
  throw new TypeError(`${what} must be a string or a Uint8Array, not ${describe(value)}`)
}
