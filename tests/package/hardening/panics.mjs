// The verifier's module has no panic in it, as shipped: no instruction that stops the program can be come to. The only remaining
// trap is a load or a store outside the memory, which Rust's own checks rule out: the core has no `unsafe`.
// @run no panic
import { join } from 'node:path'
import { same } from '../../suite/expect.mjs'
import { Tally } from '../../suite/tally.mjs'
import { reached } from './flow.mjs'
import { instructions, sectionsOf, treeOf } from './wat.mjs'

/** @import { Tree } from './wat.mjs' */

const [, , folder = ''] = process.argv
const sections = sectionsOf(join(folder, 'node_modules/webhook-verifier/verifier.wasm'))
/** @param {string} wanted */
const kind = (wanted) => sections.filter((/** @type {[string]} */ [name]) => name === wanted)
const functions = kind('func')
const data = kind('data').map((/** @type {string} */ segment) => segment.at(-1))

/** Instructions that trap by what they are given, and those that call what a table says. */
const DANGEROUS = /^(call_indirect|call_ref|return_call_indirect|throw|rethrow|[if](32|64)\.trunc_f(32|64)_[su])$/
const DIVISION = /^i(32|64)\.(div|rem)_[su]$/
/** The message of a panic, and its place. The one path is the allocator's, whose code the build has taken out. */
const PANIC_TEXT = /panicked|called `|unwrap|overflow|out of (range|bounds)|attempt to|\/[\w./-]+\.rs/g
const LEFT_BEHIND = /^\/rust\/deps\/dlmalloc-[\d.]+\/src\/dlmalloc\.rs$/

const isSound = (/** @type {Tree} */ [, , divisor]) => /^i(32|64)\.const$/.test(divisor?.[0]) && !['0', '-1'].includes(divisor[1])
const all = [...instructions(functions)]

/** Modules with and without panics: a search that finds nothing anywhere proves nothing. */
const CONTROLS = {
  '(func (unreachable))': 1,
  '(func (drop (i32.add (unreachable) (i32.const 1))))': 1,
  '(func (return) (unreachable))': 0,
  '(func (block $a (br_if $a (local.get 0)) (return)) (unreachable))': 1,
  '(func (block $a (return)) (unreachable))': 0,
  '(func (loop $a (br $a)) (unreachable))': 0,
  '(func (loop $a (br_if $a (local.get 0))) (unreachable))': 1,
  '(func (block $a (loop $b (br_if $a (local.get 0)) (br $b))) (unreachable))': 1,
  '(func (block $a (block $b (br_table $a $b (local.get 0)))) (unreachable))': 1,
  '(func (if (local.get 0) (then (return)) (else (return))) (unreachable))': 0,
  '(func (if (local.get 0) (then (return))) (unreachable))': 1,
  '(func (if (local.get 0) (then (unreachable))))': 1
}

const tally = new Tally()
await tally.group('the search finds what there is', Object.entries(CONTROLS), ([wat, count]) =>
  same(reached(treeOf(wat)[0]).length, count, wat)
)
await tally.group(
  'no unreachable instruction can be come to',
  functions.map((/** @type {Tree} */ func) => ({ name: func[1], func })),
  ({ func }) => same(reached(func).length, 0, `unreachable instructions in ${func[1]}`)
)
await tally.group('no call through a table, no exception, no conversion that traps', ['the whole code'], () =>
  same(
    all.filter(([name]) => DANGEROUS.test(name)).map(([name]) => name),
    [],
    'instructions'
  )
)
await tally.group(
  'every division is by a constant that is not 0 or -1',
  all.filter(([name]) => DIVISION.test(name)),
  (division) => same(isSound(division), true, JSON.stringify(division[2]))
)
await tally.group('no text of a panic', data, (segment) =>
  same(
    (segment.match(PANIC_TEXT) ?? []).filter((/** @type {string} */ text) => !LEFT_BEHIND.test(text)),
    [],
    'texts'
  )
)
await tally.group('no table, no start function, a memory that cannot grow', ['sections'], () => {
  same([...kind('table'), ...kind('elem'), ...kind('start'), ...kind('import')], [], 'sections')
  const [[, , least, most]] = kind('memory')
  same(most, least, 'the most pages of memory')
  same(
    all.filter(([name]) => name === 'memory.grow'),
    [],
    'instructions'
  )
})
console.log(`${functions.length} functions, ${all.length} instructions`)
if (!tally.end()) process.exitCode = 1
