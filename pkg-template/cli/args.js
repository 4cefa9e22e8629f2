// A command's flags, as its table of options has them.
import { parseArgs } from 'node:util'
import { nearest } from '../lib/nearest.ts'
import { UsageError } from './errors.js'

/** What every command takes. */
export const COMMON = {
  json: { type: 'boolean', help: 'print JSON, for programs' },
  help: { type: 'boolean', short: 'h', help: 'print this' }
}

/** `{ values, words }`, or a UsageError that says which flag is wrong. */
export function flagsOf({ name, options, words }, args) {
  const all = { ...options, ...COMMON }
  // Not strict, as its messages differ from one Node to the next and hint at nothing.
  const parsed = parseArgs({ args, options: forNode(all), strict: false, tokens: true, allowPositionals: true })
  for (const token of parsed.tokens) if (token.kind === 'option') check(token, all, name)
  if (parsed.positionals.length > words.length) {
    throw new UsageError(`${name} takes ${words.length ? `only ${words.join(' ')}` : 'no arguments'}`, seeHelp(name))
  }
  return { values: parsed.values, words: parsed.positionals }
}

const forNode = (options) =>
  Object.fromEntries(
    Object.entries(options).map(([name, { type, short, multiple = false }]) => [name, { type, multiple, ...(short && { short }) }])
  )

function check({ name, rawName, value }, options, command) {
  const option = Object.hasOwn(options, name) ? options[name] : undefined
  if (!option) {
    const hint = nearest(name, Object.keys(options))
    throw new UsageError(`${command} has no option ${rawName}`, hint ? `did you mean --${hint}?` : seeHelp(command))
  }
  if (option.type === 'string' && value === undefined)
    throw new UsageError(`${rawName} needs a value: ${rawName} ${option.value}`, seeHelp(command))
  if (option.type === 'boolean' && value !== undefined) throw new UsageError(`${rawName} takes no value`, seeHelp(command))
  if (option.choices && !option.choices.includes(value)) {
    throw new UsageError(`${rawName} is one of ${option.choices.join(', ')}`, seeHelp(command))
  }
}

const seeHelp = (command) => `see webhook-verifier ${command} --help`

/** A flag's number, whole and within bounds. */
export function numberOf(values, name, { least = 0, most, otherwise }) {
  const text = values[name]
  if (text === undefined) return otherwise
  const number = /^\d{1,9}$/.test(text) ? Number(text) : NaN
  if (number >= least && number <= most) return number
  throw new UsageError(`--${name} is a whole number from ${least} to ${most}`)
}

/** A flag's URL; only http and https. */
export function urlOf(text, what) {
  let url
  try {
    url = new URL(text)
  } catch {
    throw new UsageError(`${what} is not a URL`, 'for example http://localhost:3000/webhook')
  }
  if (url.protocol === 'http:' || url.protocol === 'https:') return url
  throw new UsageError(`${what} has to begin with http:// or https://`, 'for example http://localhost:3000/webhook')
}
