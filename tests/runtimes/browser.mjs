// The suite in a page, a worker or a service worker.
import * as library from 'webhook-verifier'
import { report } from './browser-report.mjs'
import { suite } from '../suite/index.mjs'
import { vectors } from './vectors.mjs'

report((tally) => suite(library, vectors, tally))
