// A program that imports the library and its test kit.
import * as library from 'webhook-verifier'
import * as kit from 'webhook-verifier/testing'
import { attacking } from './attacking.mjs'
import { making } from './making.mjs'
import { oneInstance } from './one-instance.mjs'
import { Tally } from '../../suite/tally.mjs'

const tally = new Tally()
oneInstance(library, kit, tally)
  .then(() => making(library, kit, tally))
  .then(() => attacking(library, kit, tally))
  .then(() => tally.end())
