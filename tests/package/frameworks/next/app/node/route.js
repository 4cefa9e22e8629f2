// In Node, where the package may also be required.
import * as library from 'webhook-verifier'
import { answer } from '../../answer.js'
import { onePackage } from '../../runtimes/one-package.mjs'
import { required } from './required.cjs'

/** @import { Tally } from '../../../../../suite/tally.mjs' */

export const dynamic = 'force-dynamic'

export const GET = () => answer((/** @type {Tally} */ tally) => onePackage([library, required], tally))
