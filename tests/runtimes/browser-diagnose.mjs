// Diagnosis in a page.
import * as library from 'webhook-verifier/diagnose'
import { report } from './browser-report.mjs'
import { diagnoseSuite } from './diagnose/index.mjs'
import { vectors } from './diagnose/vectors.mjs'

report((tally) => diagnoseSuite(library, vectors, tally))
