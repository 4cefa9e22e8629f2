// The suite that ran elsewhere, out of the lines that it left there.
import { spawnSync } from 'node:child_process'
import { same } from '../../suite/expect.mjs'

/** @import { Tally } from '../../suite/tally.mjs' */

const SUM = /^(\d+) passed, (\d+) failed$/

/**
 * Adds it to the tally of here as one group. Lines without a sum are a failure.
 * @param {Tally} tally
 * @param {string} name
 * @param {string[]} lines
 */
export function addLines(tally, name, lines) {
  const [, passed, failed] = SUM.exec(lines.at(-1) ?? '') ?? []
  if (passed === undefined) tally.add(name, 1, [`no sum: ${lines.join(' ')}`])
  else
    tally.add(
      name,
      Number(passed) + Number(failed),
      lines.filter((line) => /^(FAIL| {2}-) /.test(line))
    )
}

/**
 * The same, of the lines that a server answered, which is to be of that runtime.
 * @param {Tally} tally
 * @param {string} name
 * @param {string} runtime
 * @param {Response} response
 */
export async function addAnswer(tally, name, runtime, response) {
  addLines(tally, `the suite in ${name}`, (await response.text()).split('\n'))
  await tally.group(`the runtime of ${name}`, [runtime], () => same(response.headers.get('x-runtime'), runtime, 'runtime'))
}

/**
 * The same, of the lines that a process prints.
 * @param {Tally} tally
 * @param {string} name
 * @param {string} command
 * @param {string[]} args
 * @param {object} options
 */
export function addProcess(tally, name, command, args, options) {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8', ...options })
  addLines(tally, name, status === 0 ? stdout.trimEnd().split('\n') : [...stdout.split('\n'), stderr, `it ended with ${status}`])
}
