// RESULTS.md, made of the figures. Everything in it but the explanations is computed.
import { present } from '../programs/present.mjs'
import { figuresOf } from './figures.mjs'
import { losses } from './losses.mjs'
import { shortParts } from './short.mjs'
import * as tables from './tables.mjs'

/** @import { DuelCell, Machine, Parts, Results } from '../figures.d.ts' */

const RATIO = [
  'First column: the median time of one delivery. The others: how many times as fast as each this package is, median over the',
  'rounds / best round against best round; below 1 the other is faster. `itself` is this package against itself: how far it is',
  'from 1 is noise. `our hash alone` is the HMAC over a message that lies in the module already, with no check and no JavaScript.'
].join(' ')

const SERVER = [
  'Processor time of the server process for a signed delivery of 1 KiB, over 32 kept connections from another process, after others to',
  'warm up: medians of rounds, each compared with the snippet of the same round. Lambda is calls of its function in a loop, without HTTP.'
].join(' ')

const REFUSED = 'Processor time of a node:http or node:http2 server for a request, with the memory store, on Node 20. Medians of rounds.'

const WORST = [
  "Nanoseconds of the thread's own time a byte, and how many times those of an ordinary body of that size. A whole verify is the hash,",
  'our scanner, and V8 with its `JSON.parse`. Means of rounds, Node 24.'
].join(' ')

/**
 * A part that is cells with contenders.
 * @param {DuelCell[]} cells
 */
const duels = (cells) => [tables.duels(cells), tables.absences(cells)]

/** @type {[heading: string, part: string, explanation: string, content: (figures: any) => string[]][]} */
const SECTIONS = [
  ['Signature check', 'check', RATIO, duels],
  ['Signature check in workerd', 'workerd', `${RATIO} Timed from outside.`, duels],
  ['From headers to a typed event', 'full', RATIO, duels],
  ['In a server', 'server', SERVER, (rows) => [tables.server(rows)]],
  ['Requests that a server refuses', 'refused', REFUSED, (rows) => [tables.refusedRequests(rows)]],
  ['A refusal', 'refusals', 'A misspelt signature, and what its refusal costs of a verification.', (cells) => [tables.refusals(cells)]],
  [
    'Several secrets',
    'rotation',
    'A whole verify; the last of the secrets signed. Best rounds, Node 24.',
    (cells) => [tables.rotation(cells)]
  ],
  ['Costly bodies', 'worst', WORST, (cells) => [tables.worst(cells)]],
  ['Import and first check', 'start', 'Medians of processes that import one and check a KiB.', (cells) => [tables.starts(cells)]],
  ['Before the engine has optimized', 'phases', 'Time of a call, medians of new processes, 1 KiB.', (cells) => [tables.phases(cells)]],
  ['In a bundle', 'sizes', 'Minified by esbuild for browsers.', (rows) => [tables.sizes(rows)]],
  ['Memory', 'memory', 'Of all WebAssembly instances together.', (cells) => [tables.memory(cells)]],
  ['Growth', 'growth', 'Time by the body, by verifiers, over deliveries.', (found) => [`On ${found.runtime}.`, tables.growth(found)]]
]

/** @param {Results} parts */
export function markdown({ machine, parts }) {
  const figures = figuresOf(parts)
  return `${[
    '# Results',
    'Written by `make bench`; [README.md](README.md) says how it is measured.',
    about(machine),
    '## In short',
    ...Object.entries(shortParts({ machine, parts })).map(marked),
    '## Where others are faster or smaller',
    losses(figures)
      .map((line) => `- ${line}`)
      .join('\n') || 'Nowhere in these figures.',
    ...SECTIONS.filter(([, part]) => parts[part]).flatMap((section) => sectionOf(section, parts)),
    ''
  ]
    .filter((text, index, all) => text !== '' || index === all.length - 1)
    .join('\n\n')
    .trimEnd()}\n`
}

/**
 * As generated parts of pages are: README.md and docs/performance.md have copies.
 * @param {[string, string]} pair
 */
const marked = ([name, text]) => `<!-- ${name}: written by \`make bench\` -->\n${text}<!-- end -->`

/** @param {Machine} parts */
function about({ cpu, runtimes, peers }) {
  /** @param {Record<string, string>} versions */
  const list = (versions) =>
    Object.entries(versions)
      .map(([name, version]) => `${name} (${version})`)
      .join(', ')
  return `- ${cpu}\n- ${list(runtimes)}\n- ${list(peers)}`
}

/**
 * @param {[heading: string, part: string, explanation: string, content: (figures: Foreign) => string[]]} section
 * @param {Parts} parts
 */
function sectionOf([heading, part, explanation, content], parts) {
  const { stamp, figures } = present(parts[part])
  const { date, commit, effort, load } = stamp
  const measured = `Measured on ${date}, commit ${commit}, effort ${effort}, load average before it ${load.toFixed(1)}.`
  return [`## ${heading}`, `${explanation} ${measured}`, ...content(figures)]
}
