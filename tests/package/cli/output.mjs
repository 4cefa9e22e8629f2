// The output of the command line in its many cases: help, mistakes, verdicts, pastes, captured mistakes.
// @run command line, output
import { Tally } from '../../runtimes/suite/tally.mjs'
import { addChecks } from './commands/checks.mjs'
import { addDiagnosis } from './commands/diagnosis.mjs'
import { addUnreadable } from './commands/unreadable.mjs'
import { addHelp } from './commands/help.mjs'
import { addMistakes } from './commands/mistakes.mjs'
import { addVerdicts } from './commands/verdicts.mjs'
import { Inside } from './in-process.mjs'

const [, , folder] = process.argv
const tally = new Tally()
const command = new Inside(folder)
for (const add of [addHelp, addChecks, addVerdicts, addUnreadable, addDiagnosis, addMistakes]) await add(tally, command, folder)
if (!tally.end()) process.exitCode = 1
