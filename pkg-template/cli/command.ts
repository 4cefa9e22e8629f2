// The shape of a command: its options, from which flags are parsed and help is printed, and its function.
import type { Terminal } from './terminal.ts'

export interface Option {
  type: 'string' | 'boolean'
  help: string
  short?: string
  multiple?: boolean
  /** Placeholder of the value in the help. */
  value?: string
  choices?: readonly string[]
}

export type Options = Record<string, Option>

/** The flags of all commands. One name has one type, whichever command takes it. */
export interface Values {
  'json'?: boolean
  'help'?: boolean
  'header'?: string[]
  'timestamp'?: string
  'signature'?: string
  'body'?: string | boolean
  'body-file'?: string
  'entry'?: string
  'allow-files'?: boolean
  'secret'?: string[]
  'secret-env'?: string[]
  'secret-file'?: string[]
  'env-file'?: string[]
  'now'?: string
  'tolerance'?: string
  'future-tolerance'?: string
  'ignore-age'?: boolean
  'event'?: string
  'code'?: string
  'id'?: string
  'delivery-id'?: string
  'as'?: string
  'times'?: string
  'same'?: boolean
  'retry'?: string
  'timeout'?: string
  'tamper'?: string
  'host'?: string
  'port'?: string
  'forward'?: string
  'forward-credentials'?: boolean
  'save'?: string
  'i-own-it'?: boolean
  'handled-count-url'?: string
  'no-open'?: boolean
  'resign'?: boolean
  'rate'?: string
  'unverified'?: boolean
}

export interface Invocation {
  values: Values
  words: string[]
}

export interface Command {
  name: string
  /** Names of the arguments; one that ends in `…` takes any number. */
  words: readonly string[]
  summary: string
  more?: string
  options: Options
  examples: readonly string[]
  /** Resolves to the exit code; nothing means 0. */
  run(invocation: Invocation, terminal: Terminal): Promise<number | undefined>
}
