// The text of --help, from the same tables that parse the flags.
import { COMMON } from './args.ts'
import type { Command } from './command.ts'
import { wrap } from './wrap.ts'

const WIDTH = 80
const LEFT = 26

const EXIT_CODES = `Exit codes: 0 done, and genuine · 1 refused, not accepted, or an endpoint that
            fails · 2 a flag, a secret, a paste or a file that cannot be used ·
            3 no answer · 70 a defect of this program`

export function overview(commands: readonly Command[]): string {
  const width = Math.max(...commands.map(({ name }) => name.length)) + 4
  return `webhook-verifier <command>: sign, verify and debug webhooks on this machine.
Sends only the deliveries that you tell it to send.

${columns(
  commands.map(({ name, summary }) => [name, summary]),
  width
)}

webhook-verifier <command> --help says more. --version prints the version.
${EXIT_CODES}`
}

export function helpOf({ name, words, summary, more, options, examples }: Command): string {
  const rows = Object.entries({ ...options, ...COMMON }).map(([flag, { short, value, help }]): [string, string] => [
    `${short ? `-${short}, ` : ''}--${flag}${value ? ` ${value}` : ''}`,
    help
  ])
  return `webhook-verifier ${[name, ...words.map((word) => `[${word}]`), '[options]'].join(' ')}
${sentence(summary)}${more ? `\n\n${paragraphs(more)}` : ''}

${columns(rows, LEFT)}

${examples.map((line) => `  $ ${line}`).join('\n')}

${EXIT_CODES}`
}

const sentence = (text: string) => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}.`

/** Lines of a paragraph are joined and wrapped again; an empty line ends one. */
const paragraphs = (text: string) =>
  text
    .split('\n\n')
    .map((paragraph) => wrap(paragraph.replaceAll('\n', ' '), WIDTH))
    .join('\n\n')

/** A left column that is too wide has a line of its own. */
function columns(rows: ReadonlyArray<[string, string]>, width: number): string {
  const indent = ' '.repeat(width)
  const row = ([left, right]: [string, string]) => {
    const head = `  ${left}`
    const isWide = head.length >= width
    const text = wrap(right, WIDTH - width).replaceAll('\n', `\n${indent}`)
    return isWide ? `${head}\n${indent}${text}` : head.padEnd(width) + text
  }
  return rows.map((each) => row([each[0], each[1]])).join('\n')
}
