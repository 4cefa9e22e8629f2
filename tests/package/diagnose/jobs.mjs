// Diagnosis on every runtime, and whether its vectors are what the real tools make.
import { join } from 'node:path'
import { root } from '../../../scripts/project.mjs'
import { commandOf, NODES, nodeBinary, runtimeBinary } from '../../../scripts/runtimes.mjs'

const ABSENT = ['php-cli', 'python3', 'curl'].filter((name) => !commandOf(name))
const missing = ABSENT.length ? `it needs ${ABSENT.join(', ')}: apt-get install ${ABSENT.join(' ')}` : undefined

export function jobs(folder) {
  const file = (name) => join(root, 'tests/package/diagnose', `${name}.mjs`)
  const here = (name, script, ...more) => ({ name, command: process.execPath, args: [file(script), folder, ...more] })
  const suite = join(folder, 'runtimes/diagnose.mjs')
  return [
    { ...here('diagnosis: what was made', 'made'), missing },
    here('diagnosis of 1 MiB', 'large'),
    here('diagnosis, verdicts', 'verdicts'),
    // Interpreted, so that each frame is small and a stack ends in every part of a question.
    { ...here('diagnosis, hostile questions', 'hostile'), args: ['--no-opt', '--no-maglev', ...here('', 'hostile').args] },
    ...NODES.map((major) => ({ name: `diagnosis, Node ${major}`, command: nodeBinary(major), args: [suite] })),
    { name: 'diagnosis, required', command: nodeBinary(NODES[0]), args: [join(folder, 'runtimes/diagnose.cjs')] },
    { name: 'diagnosis in Deno', command: runtimeBinary('@deno', 'deno'), args: ['run', '--no-prompt', '--no-remote', suite] },
    { name: 'diagnosis in Bun', command: runtimeBinary('@oven', 'bin/bun'), args: [suite] },
    here('pastes', 'pastes'),
    here('diagnosis in workerd', 'workerd'),
    here('diagnosis in EdgeVM', '../edge', 'diagnosis', 'diagnose/edge.mjs', 'diagnose.wasm')
  ]
}
