// Our test vectors as one file of the package, for implementations in other languages.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './project.mjs'

const DESCRIPTION = [
  'Test vectors of webhook-verifier, for any language. The signed message is the timestamp header, a dot and the raw body; the',
  'signature header is sha256= and the HMAC-SHA256 of that in 64 lowercase hex digits. Each part says in `about` how it is to be read.',
  'hmac, signatures, timestamps and json test one step each; deliveries test the whole, with the code that is the first failure.',
  "Codes and the order of the checks are this package's; an implementation that only answers yes or no takes an",
  '`event` for yes and a `code` for no.'
]
const PARTS = ['hmac', 'signatures', 'timestamps', 'json', 'deliveries']

/** @param {string} out */
export function writeVectors(out) {
  const parts = PARTS.map((name) => [name, JSON.parse(readFileSync(join(root, `tests/vectors/${name}.json`), 'utf8'))])
  writeFileSync(join(out, 'vectors.json'), `${JSON.stringify({ description: DESCRIPTION, ...Object.fromEntries(parts) })}\n`)
}
