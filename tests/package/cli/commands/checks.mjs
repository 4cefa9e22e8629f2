// The list of checks that command and page show: every refusal of `verify`, in the order of docs/errors.md.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../../../../scripts/project.mjs'
import { same } from '../../../suite/expect.mjs'
import { loadSource } from '../../load-source.mjs'

/** @import { Tally } from '../../../suite/tally.mjs' */
/** @typedef {{ codes: string[], state: string }} Check */

const { CHECKS, checksOf } = await loadSource('lib/display/checks.ts')

/** @param {Tally} tally */
export async function addChecks(tally) {
  const [, table = ''] = /^## Refusals of a delivery$([\s\S]*?)^## /m.exec(readFileSync(join(root, 'docs/errors.md'), 'utf8')) ?? []
  const codes = table
    .split('\n')
    .flatMap((line) => [...(/^\| (`.+?`) \|/.exec(line)?.[1] ?? '').matchAll(/`(\w+)`/g)].map(([, code = '']) => code))
  await tally.group('every refusal belongs to a check, in order', ['codes'], () =>
    same(
      CHECKS.flatMap((/** @type {Check} */ check) => check.codes),
      codes
    )
  )
  await tally.group('the first that fails ends them', codes, (code) => {
    const states = checksOf(code).map((/** @type {Check} */ { state }) => state)
    const failed = CHECKS.findIndex((/** @type {Check} */ check) => check.codes.includes(code))
    same(states, [...Array(failed).fill('passed'), 'failed', ...Array(CHECKS.length - failed - 1).fill('skipped')])
  })
  await tally.group('none fails where nothing is refused', ['undefined'], () =>
    same(new Set(checksOf(undefined).map((/** @type {Check} */ { state }) => state)).size, 1)
  )
}
