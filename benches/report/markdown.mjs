// RESULTS.md out of the figures. Everything in it but the explanations is computed.
import { aims } from './aims.mjs'
import { losses } from './losses.mjs'
import * as tables from './tables.mjs'

const RATIO = 'First column: the median time of one delivery. The others: how many times as fast as each this package is, median over the rounds / best round against best round; below 1 the other is faster. `itself` is this package against itself: how far it is from 1 is noise.'

/** [heading, part, explanation, what of it] */
const SECTIONS = [
  ['Signature check', 'check', RATIO, (cells) => [tables.duels(cells), tables.absences(cells)]],
  ['Signature check in workerd', 'workerd', `${RATIO} Timed from outside.`, (cells) => [tables.duels(cells), tables.absences(cells)]],
  ['From headers to a typed event', 'full', RATIO, (cells) => [tables.duels(cells), tables.absences(cells)]],
  ['A refusal', 'refusals', 'A delivery whose signature is misspelt, and what its refusal costs of a verification.', (cells) => [tables.refusals(cells)]],
  ['Import and first check', 'start', 'Medians of processes that import one of them and check one delivery of 1 KiB.', (cells) => [tables.starts(cells)]],
  ['Before the engine has optimised', 'phases', 'Time of a call, medians of new processes, 1 KiB.', (cells) => [tables.phases(cells)]],
  ['In a bundle', 'sizes', 'Minified by esbuild for browsers.', (rows) => [tables.sizes(rows)]],
  ['Memory', 'memory', 'Of all WebAssembly instances together.', (cells) => [tables.memory(cells)]],
  ['Growth', 'growth', 'Time is a straight line of the body, and flat in verifiers and deliveries.', (found) => [`On ${found.runtime}.`, tables.growth(found)]],
]

export function markdown({ machine, parts }) {
  const figures = Object.fromEntries(Object.entries(parts).map(([name, { figures }]) => [name, figures]))
  return [
    '# Results',
    'Written by `make bench`; [README.md](README.md) says how it is measured.',
    about(machine),
    '## Aims',
    'For comparison with node:crypto mind that it uses the SHA extensions of the CPU, which WebAssembly cannot.',
    aims(figures),
    '## Where others are faster or smaller',
    losses(figures).map((line) => `- ${line}`).join('\n') || 'Nowhere in these figures.',
    ...SECTIONS.filter(([, part]) => parts[part]).flatMap((section) => sectionOf(section, parts)),
    '',
  ].filter((text, index, all) => text !== '' || index === all.length - 1).join('\n\n').trimEnd() + '\n'
}

function about({ cpu, runtimes, peers }) {
  const list = (versions) => Object.entries(versions).map(([name, version]) => `${name}${/^Node/.test(name) ? `: ${version}` : ` ${version}`}`).join(', ')
  return `- ${cpu}\n- ${list(runtimes)}\n- ${list(peers)}`
}

function sectionOf([heading, part, explanation, content], parts) {
  const { stamp, figures } = parts[part]
  const measured = `Measured on ${stamp.date}, commit ${stamp.commit}, load average before it ${stamp.load.toFixed(1)}.`
  return [`## ${heading}`, `${explanation} ${measured}`, ...content(figures)]
}
