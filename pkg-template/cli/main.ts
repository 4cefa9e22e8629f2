// The command line: chooses the command, and turns its end into an exit code.
import { readFileSync } from 'node:fs'
import { nearest } from '../lib/nearest.ts'
import { parseInvocation } from './args.ts'
import { attack } from './attack.ts'
import type { Command } from './command.ts'
import { diagnose } from './diagnose.ts'
import { Unreachable, UNREACHABLE, UsageError } from './errors.ts'
import { helpOf, overview } from './help.ts'
import { hideSecrets } from './hidden-secrets.ts'
import { inspect } from './inspect.ts'
import { listen } from './listen.ts'
import { replay } from './replay.ts'
import { send } from './send.ts'
import { sign } from './sign.ts'
import { Terminal } from './terminal.ts'
import { verify } from './verify.ts'

const COMMANDS: readonly Command[] = [sign, verify, diagnose, send, listen, replay, attack, inspect]

const DONE = 0
const USAGE = 2
const DEFECT = 70

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))

/** Resolves to the exit code. */
export async function main(args: string[]): Promise<number> {
  const terminal = new Terminal(args.includes('--json'))
  try {
    return (await run(args, terminal)) ?? DONE
  } catch (error) {
    return fail(error, args, terminal)
  }
}

async function run([name, ...rest]: string[], terminal: Terminal): Promise<number | undefined> {
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') return help(rest[0], terminal)
  if (name === '--version' || name === '-V') return show(version, terminal)
  const command = findCommand(name)
  if (rest.includes('--help') || rest.includes('-h')) return help(name, terminal)
  return command.run(parseInvocation(command, rest), terminal)
}

function findCommand(name: string): Command {
  const command = COMMANDS.find((each) => each.name === name)
  if (command) return command
  const names = COMMANDS.map((each) => each.name)
  const hint = nearest(name, names)
  throw new UsageError(`there is no command ${JSON.stringify(name)}`, hint ? `did you mean ${hint}?` : 'see webhook-verifier --help')
}

const help = (name: string | undefined, terminal: Terminal) => show(name ? helpOf(findCommand(name)) : overview(COMMANDS), terminal)

function show(text: string, terminal: Terminal): number {
  terminal.print(text)
  return DONE
}

function fail(error: unknown, args: readonly string[], terminal: Terminal): number {
  if (!(error instanceof UsageError || error instanceof Unreachable)) {
    // The stack of a defect says where it is; it is never made of the input.
    terminal.warn((error as Error)?.stack ?? String(error))
    return DEFECT
  }
  const { hint, details } = error as Partial<UsageError>
  const message = hideSecrets(error.message, args)
  if (terminal.isJson) terminal.printJson({ error: { code: error.code, message, ...details } })
  else terminal.fail(message, hint && hideSecrets(hint, args))
  return error instanceof UsageError ? USAGE : UNREACHABLE
}
