// The command line: which command, and what its end means to the shell.
import { readFileSync } from 'node:fs'
import { attack } from './attack.js'
import { diagnose } from './diagnose.js'
import { flagsOf } from './args.js'
import { helpOf, overview } from './help.js'
import { inspect } from './inspect.js'
import { listen } from './listen.js'
import { send } from './send.js'
import { sign } from './sign.js'
import { Terminal } from './terminal.js'
import { nearest } from '../lib/nearest.ts'
import { Unreachable, UNREACHABLE, UsageError } from './errors.js'
import { verify } from './verify.js'

const COMMANDS = [sign, verify, diagnose, send, listen, attack, inspect]

const DONE = 0
const USAGE = 2
const BUG = 70

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))

/** Resolves to the exit code. */
export async function main(args) {
  const terminal = new Terminal(args.includes('--json'))
  try {
    return (await run(args, terminal)) ?? DONE
  } catch (error) {
    return failure(error, terminal)
  }
}

async function run([name, ...rest], terminal) {
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') return help(rest[0], terminal)
  if (name === '--version' || name === '-V') return terminal.print(version)
  const command = commandOf(name)
  if (rest.includes('--help') || rest.includes('-h')) return help(name, terminal)
  return command.run(flagsOf(command, rest), terminal)
}

function commandOf(name) {
  const command = COMMANDS.find((each) => each.name === name)
  if (command) return command
  const hint = nearest(
    name,
    COMMANDS.map((each) => each.name)
  )
  throw new UsageError(`there is no command ${JSON.stringify(name)}`, hint ? `did you mean ${hint}?` : 'see webhook-verifier --help')
}

const help = (name, terminal) => terminal.print(name ? helpOf(commandOf(name)) : overview(COMMANDS))

function failure(error, terminal) {
  const code = exitCodeOf(error)
  // What is no Error of ours is a defect, and its stack says where; it is never made of the input.
  if (code === BUG) terminal.warn(error?.stack ?? String(error))
  else if (terminal.isJson)
    terminal.print(JSON.stringify({ error: { code: error.code ?? 'usage', message: error.message, ...error.details } }))
  else terminal.fail(error.message, error.hint)
  return code
}

function exitCodeOf(error) {
  if (error instanceof UsageError) return USAGE
  if (error instanceof Unreachable) return UNREACHABLE
  return BUG
}
