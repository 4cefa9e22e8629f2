// Keeps arguments that look like secrets out of messages: a secret is easily typed in place of a file or a command.
import { existsSync } from 'node:fs'
import { dirname } from 'node:path'

const PREFIXED = /^(?:whsec|sk)_./
const RANDOM = /^(?=.*\d)(?=.*[a-z])[\w+/=-]{20,}$/i
const HIDDEN = '(hidden: it looks like a secret)'

/** Replaces the arguments that look like secrets. */
export function hideSecrets(text: string, args: readonly string[]): string {
  const values = args.map((arg) => arg.replace(/^--[\w-]+=/, '')).filter(looksLikeSecret)
  return values.reduce((rest, value) => rest.replaceAll(value, HIDDEN), text)
}

function looksLikeSecret(value: string): boolean {
  if (PREFIXED.test(value)) return true
  const isPath = existsSync(value) || (value.includes('/') && existsSync(dirname(value)))
  return RANDOM.test(value) && !value.startsWith('--') && !isPath
}
