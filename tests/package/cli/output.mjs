// The output of the command line in its many cases: help, mistakes, verdicts, pastes, captured mistakes, secrets, endpoints.
// @run command line, output; slow
import { Tally } from '../../suite/tally.mjs'
import { addAttack } from './commands/attack.mjs'
import { addChecks } from './commands/checks.mjs'
import { addDiagnosis } from './commands/diagnosis.mjs'
import { addEnvFiles } from './commands/env-files.mjs'
import { addForeign } from './commands/foreign.mjs'
import { addHelp } from './commands/help.mjs'
import { addMistakes } from './commands/mistakes.mjs'
import { addReplay } from './commands/replay.mjs'
import { addSecrets } from './commands/secrets.mjs'
import { addSend } from './commands/send.mjs'
import { addSign } from './commands/sign.mjs'
import { addUnreadable } from './commands/unreadable.mjs'
import { addVerdicts } from './commands/verdicts.mjs'
import { addVerify } from './commands/verify.mjs'
import { Inside } from './in-process.mjs'

/** @import { Command } from './command.mjs' */

const [, , folder = ''] = process.argv
const tally = new Tally()
// Its commands run as those of a Command do.
const command = /** @type {Command} */ (/** @type {unknown} */ (new Inside(folder)))
const TEXTS = [addHelp, addChecks, addVerdicts, addUnreadable, addDiagnosis, addMistakes]
for (const add of [...TEXTS, addSign, addVerify, addSend, addReplay, addSecrets, addEnvFiles, addAttack, addForeign])
  await add(tally, command, folder)
if (!tally.end()) process.exitCode = 1
