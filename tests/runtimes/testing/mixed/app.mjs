// An app that imports the package and its test kit, with a library that requires both: one instance of the module.
import * as library from 'webhook-verifier'
import * as kit from 'webhook-verifier/testing'
import { attacking } from '../attacking.mjs'
import { making } from '../making.mjs'
import { oneInstance } from '../one-instance.mjs'
import { Tally } from '../../../suite/tally.mjs'
import required from './library.cjs'

const tally = new Tally()
oneInstance(required.library, kit, tally)
  .then(() => making(library, required.kit, tally))
  .then(() => attacking(required.library, kit, tally))
  .then(() => tally.end())
