// Whether the time of a verification depends on the secret: `make constant-time`. First what does not depend on the machine's load:
// Valgrind's reports for each level of optimization. Then measured times, three runs of each.
import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../../scripts/project.mjs'
import { Tally } from '../suite/tally.mjs'
import { ok, same } from '../suite/expect.mjs'

const [, , installed = '', only = ''] = process.argv
const RUNS = 3
/** Of |t|: above it two classes are told apart (dudect's own limit). */
const LIMIT = 4.5
const here = join(root, 'tests/constant-time')
const SOURCE = readFileSync(join(root, 'src/verify.rs'), 'utf8').split('\n')

/**
 * @param {string} bin
 * @param {string} level
 * @param {...string} more
 */
function build(bin, level, ...more) {
  const target = join(root, 'target/constant-time', level)
  const env = { ...process.env, CARGO_TARGET_DIR: target, CARGO_PROFILE_RELEASE_OPT_LEVEL: level }
  execFileSync('cargo', ['build', '--quiet', '--release', '--bin', bin, ...more], {
    cwd: here,
    env,
    stdio: ['ignore', 'ignore', 'inherit']
  })
  return join(target, 'release', bin)
}

/**
 * The places that Valgrind reports, each once: address and the functions there.
 * @param {string} binary
 * @param {string} mode
 */
function reports(binary, mode) {
  const { stderr, status } = spawnSync('valgrind', ['-q', '--num-callers=40', '--error-exitcode=0', binary, mode], { encoding: 'utf8' })
  if (status !== 0) throw new Error(stderr)
  const blocks = stderr.split(/(?=Conditional jump|Use of uninitialised)/).filter((text) => /^(Cond|Use)/.test(text))
  return [...new Map(blocks.map((text) => [/at (0x\w+)/.exec(text)?.[1], text])).values()]
}

const tally = new Tally()
if (!only || only === 'ctgrind') {
  await tally.group('ctgrind: one branch depends on the secret, the verdict', ['0', '1', '2', '3', 's', 'z'], (level) => {
    const binary = build('ctgrind', level)
    same(reports(binary, 'nothing').length, 0, 'reports where nothing is marked')
    ok(reports(binary, 'leaky').every((text) => /ctgrind::leaky/.test(text)) && reports(binary, 'leaky').length > 0, 'the control')
    const places = reports(binary, 'verdict')
    const [line = 0] = places.map((text) => Number(/Verification::verdict \(verify\.rs:(\d+)\)/.exec(text)?.[1]))
    console.log(`opt-level ${level}: ${places.length} branch, in Verification::verdict, verify.rs:${line}`)
    same([places.length, SOURCE[line - 1]?.includes('mac::position(')], [1, true], `reports: ${places.join('')}`)
  })
}

/**
 * The t values of one run, by name.
 * @param {string} output
 */
const valuesOf = (output) => Object.fromEntries([...output.matchAll(/^t (-?[\d.]+) (.+)$/gm)].map(([, t, name]) => [name, Number(t)]))

/** @param {string} binary */
function native(binary) {
  const output = execFileSync(binary, { encoding: 'utf8' })
  const found = [...output.matchAll(/bench (\w+).*max t = ([+-][\d.]+)/g)]
  return Object.fromEntries(found.map(([, name = '', t]) => [name.replaceAll('_', ' '), Number(t)]))
}

/** @param {string[]} flags */
const inV8 = (flags) => () => valuesOf(execFileSync(process.execPath, [...flags, join(here, 'wasm.mjs'), installed], { encoding: 'utf8' }))

if (!only || only === 'dudect') {
  const WAYS = {
    'native': native.bind(undefined, build('dudect', '3', '--features', 'dudect')),
    'wasm, V8 as it is': inV8([]),
    'wasm, Liftoff only': inV8(['--liftoff-only']),
    'wasm, optimized only': inV8(['--no-liftoff'])
  }
  for (const [way, run] of Object.entries(WAYS)) {
    await tally.group(
      `dudect: ${way}`,
      Array.from({ length: RUNS }, (_, at) => `run ${at + 1}`),
      (name) => {
        const values = run()
        console.log(
          `${way}, ${name}: ${Object.entries(values)
            .map(([what, t]) => `${what} ${t}`)
            .join('; ')}`
        )
        const leaky = Object.entries(values).find(([what]) => /leaky/.test(what))?.[1]
        const others = Object.entries(values).filter(([what]) => !/leaky/.test(what))
        ok(Math.abs(leaky ?? 0) > LIMIT, `the leaky control is not found: t ${leaky}`)
        same(others.length, 3, 'comparisons')
        for (const [what, t] of others) ok(Math.abs(t) < LIMIT, `${what}: t ${t}`)
      }
    )
  }
}
if (!tally.end()) process.exitCode = 1
