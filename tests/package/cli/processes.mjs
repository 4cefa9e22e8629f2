// The command as a process, from the tarball in a folder of its own: `node processes.mjs <folder> <major> [all]`.
// @run command line, Node 20; args: 20; slow
// @run command line, Node 26; args: 26 all; slow
import { execFileSync } from 'node:child_process'
import { nodeBinary } from '../../../scripts/runtimes.mjs'
import { Tally } from '../../runtimes/suite/tally.mjs'
import { addAttack } from './commands/attack.mjs'
import { addEnvFiles } from './commands/env-files.mjs'
import { addForeign } from './commands/foreign.mjs'
import { addInspect } from './commands/inspect.mjs'
import { addListen } from './commands/listen.mjs'
import { addReplay } from './commands/replay.mjs'
import { addScreens } from './commands/screens.mjs'
import { addSecrets } from './commands/secrets.mjs'
import { addSend } from './commands/send.mjs'
import { addSessions } from './commands/sessions.mjs'
import { addSign } from './commands/sign.mjs'
import { addVerify } from './commands/verify.mjs'
import { Command } from './command.mjs'

const SHORT = [addSign, addVerify, addSend, addListen, addReplay, addInspect]

const [, , folder, major, all] = process.argv
const node = nodeBinary(major)
const tally = new Tally()
const command = new Command(folder, node)
for (const add of [...SHORT, ...(all ? [addSecrets, addEnvFiles, addSessions, addScreens, addAttack, addForeign] : [])])
  await add(tally, command, folder)
const version = execFileSync(node, ['--version'], { encoding: 'utf8' }).trim().slice(1)
console.log(`ran Node ${version}: the command line`)
if (!tally.end()) process.exitCode = 1
