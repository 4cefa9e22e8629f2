// Writes tests/vectors/diagnose.json: each mistake as it was made with the real tool.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../../scripts/project.mjs'
import { mistakes } from './mistakes.mjs'
import { NOW } from './sender.mjs'

const about = [
  'Deliveries as they were at hand after a mistake, made with the real tool by tests/diagnose/write.mjs, and what a diagnosis must',
  'say to each: the codes that are proved and those that are likely, in order. headers are lines; body is text, bodyBase64 bytes;',
  'given stands for what is no bytes: parsed (an object, by its JSON), nothing (no body), headers missing or a flat list. A secret is a text, null',
  'for one that is undefined, { hex } for bytes, or { id, secret, notAfter }. now serves where a case names no other, as a text or in Unix milliseconds.'
]
const cases = (await mistakes()).map((each) => `    ${JSON.stringify(each)}`)
const text = `{\n  "about": ${JSON.stringify(about, null, 2).replaceAll('\n', '\n  ')},\n  "now": "${NOW}",\n  "cases": [\n${cases.join(',\n')}\n  ]\n}\n`
writeFileSync(join(root, 'tests/vectors/diagnose.json'), text)
console.log(`${cases.length} cases`)
