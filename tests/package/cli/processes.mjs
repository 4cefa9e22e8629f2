// The command as a process, from the tarball in a folder of its own: `node processes.mjs <folder> <major> [all]`.
// With `all`, each case that needs a process or a terminal. Without it, one case of each group, and of each file whose cases output.mjs
// has in full, in a process of the same Node.
// @run command line, Node 20; args: 20; slow
// @run command line, Node 26; args: 26 all; slow
import { execFileSync } from 'node:child_process'
import { nodeBinary } from '../../../scripts/runtimes.mjs'
import { Tally } from '../../suite/tally.mjs'
import { Command } from './command.mjs'
import { addAttack } from './commands/attack.mjs'
import { addEnvFiles } from './commands/env-files.mjs'
import { addForeign } from './commands/foreign.mjs'
import { addInspect } from './commands/inspect.mjs'
import { addListen } from './commands/listen.mjs'
import { addPrompts } from './commands/prompts.mjs'
import { addReplay } from './commands/replay.mjs'
import { addScreens } from './commands/screens.mjs'
import { addSecrets } from './commands/secrets.mjs'
import { addSend } from './commands/send.mjs'
import { addSessions } from './commands/sessions.mjs'
import { addSign } from './commands/sign.mjs'
import { addStandardInput } from './commands/standard-input.mjs'
import { addVerify } from './commands/verify.mjs'
import { SmokeTally } from './smoke-tally.mjs'

const ELSEWHERE = [addSign, addVerify, addSend, addReplay, addSecrets, addEnvFiles, addAttack, addForeign]
const HERE = [addStandardInput, addListen, addInspect, addPrompts, addSessions]

const [, , folder = '', major = '', all] = process.argv
const node = nodeBinary(major)
const command = new Command(folder, node)
const smoke = new SmokeTally()
const tally = all ? new Tally() : smoke
for (const add of [...HERE, ...(all ? [addScreens] : [])]) await add(tally, command, folder)
for (const add of all ? [] : ELSEWHERE) {
  smoke.only(1)
  await add(smoke, command, folder)
}
const version = execFileSync(node, ['--version'], { encoding: 'utf8' }).trim().slice(1)
console.log(`ran Node ${version}: the command line`)
if (!tally.end()) process.exitCode = 1
