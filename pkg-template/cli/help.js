// What --help prints, made of the same tables that the flags are read by.
import { COMMON } from './args.js'

const EXIT_CODES = `Exit codes: 0 done, and what was judged is genuine · 1 refused, not accepted, or an endpoint that fails
            2 cannot be done as typed (a flag, a secret, a paste, a file) · 3 nobody answers · 70 a defect here`

export function overview(commands) {
  return `webhook-verifier <command>: signed webhooks at your desk. Nothing leaves this machine but what you send.

${columns(commands.map(({ name, summary }) => [name, summary]))}

webhook-verifier <command> --help tells more. --version prints the version.
${EXIT_CODES}`
}

export function helpOf({ name, words, summary, more, options, examples }) {
  const rows = Object.entries({ ...options, ...COMMON }).map(([flag, { short, value, help }]) => [
    `${short ? `-${short}, ` : ''}--${flag}${value ? ` ${value}` : ''}`,
    help
  ])
  return `webhook-verifier ${[name, ...words.map((word) => `[${word}]`), '[options]'].join(' ')}
${sentence(summary)}${more ? `\n\n${more}` : ''}

${columns(rows)}

${examples.map((line) => `  $ ${line}`).join('\n')}

${EXIT_CODES}`
}

const sentence = (text) => `${text[0].toUpperCase()}${text.slice(1)}.`

function columns(rows) {
  const width = Math.max(...rows.map(([left]) => left.length)) + 2
  return rows.map(([left, right]) => `  ${left.padEnd(width)}${right}`).join('\n')
}
