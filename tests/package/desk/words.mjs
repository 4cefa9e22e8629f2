// What the command line says, in its many cases: help, mistakes, verdicts, pastes, captured mistakes.
import { Tally } from '../../runtimes/suite/tally.mjs'
import { addChecks } from './cli/checks.mjs'
import { addDiagnosis } from './cli/diagnosis.mjs'
import { addFaults } from './cli/faults.mjs'
import { addHelp } from './cli/help.mjs'
import { addMistakes } from './cli/mistakes.mjs'
import { addVerdicts } from './cli/verdicts.mjs'
import { Inside } from './inside.mjs'

const [, , folder] = process.argv
const tally = new Tally()
const command = new Inside(folder)
for (const add of [addHelp, addChecks, addVerdicts, addFaults, addDiagnosis, addMistakes]) await add(tally, command, folder)
if (!tally.end()) process.exitCode = 1
