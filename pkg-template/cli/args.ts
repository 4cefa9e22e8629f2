// A command's flags, parsed by its table of options.
import { parseArgs } from 'node:util'
import { nearest } from '../lib/nearest.ts'
import type { Command, Invocation, Options, Values } from './command.ts'
import { UsageError } from './errors.ts'

/** Flags of every command. */
export const COMMON: Options = {
  json: { type: 'boolean', help: 'print JSON, for programs' },
  help: { type: 'boolean', short: 'h', help: 'print this' }
}

/** Parses the flags and words of a command; a UsageError names the flag that is wrong. */
export function parseInvocation({ name, options, words }: Command, args: string[]): Invocation {
  const all = { ...options, ...COMMON }
  // Not strict: Node's own messages differ between versions and have no suggestions.
  const parsed = parseArgs({ args, options: toNodeOptions(all), strict: false, tokens: true, allowPositionals: true })
  for (const token of parsed.tokens) if (token.kind === 'option') checkFlag(token, all, name)
  const takesMany = words.some((word) => word.endsWith('…'))
  if (!takesMany && parsed.positionals.length > words.length) {
    throw new UsageError(`${name} takes ${words.length ? `only ${words.join(' ')}` : 'no arguments'}`, seeHelp(name))
  }
  return { values: parsed.values as Values, words: parsed.positionals }
}

const toNodeOptions = (options: Options) =>
  Object.fromEntries(
    Object.entries(options).map(([name, { type, short, multiple = false }]) => [name, { type, multiple, ...(short && { short }) }])
  )

interface FlagToken {
  name: string
  rawName: string
  value?: string | undefined
}

function checkFlag({ name, rawName, value }: FlagToken, options: Options, command: string): void {
  const option = Object.hasOwn(options, name) ? options[name] : undefined
  if (!option) {
    const hint = nearest(name, Object.keys(options))
    throw new UsageError(`${command} has no option ${rawName}`, hint ? `did you mean --${hint}?` : seeHelp(command))
  }
  if (option.type === 'string' && value === undefined)
    throw new UsageError(`${rawName} needs a value: ${rawName} ${option.value}`, seeHelp(command))
  if (option.type === 'boolean' && value !== undefined) throw new UsageError(`${rawName} takes no value`, seeHelp(command))
  if (option.choices && !option.choices.includes(value ?? '')) {
    throw new UsageError(`${rawName} must be one of ${option.choices.join(', ')}`, seeHelp(command))
  }
}

const seeHelp = (command: string) => `see webhook-verifier ${command} --help`

type NumberFlag = 'entry' | 'tolerance' | 'future-tolerance' | 'times' | 'retry' | 'timeout' | 'port' | 'rate'

interface Bounds<Fallback> {
  least?: number
  most: number
  otherwise: Fallback
}

/** Returns a flag's whole number within bounds. */
export function numberOf<Fallback>(values: Values, name: NumberFlag, { least = 0, most, otherwise }: Bounds<Fallback>): number | Fallback {
  const text = values[name]
  if (text === undefined) return otherwise
  const number = /^\d{1,9}$/.test(text) ? Number(text) : NaN
  if (number >= least && number <= most) return number
  throw new UsageError(`--${name} must be a whole number from ${least} to ${most}`)
}

const EXAMPLE = 'for example http://localhost:3000/webhook'

/** Parses a URL; only http and https. */
export function parseUrl(text: string, name: string): URL {
  if (!URL.canParse(text)) throw new UsageError(`${name} is not a URL`, EXAMPLE)
  const url = new URL(text)
  if (url.protocol === 'http:' || url.protocol === 'https:') return url
  throw new UsageError(`${name} must begin with http:// or https://`, EXAMPLE)
}
