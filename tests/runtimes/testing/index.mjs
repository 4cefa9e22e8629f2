// The test kit as a function of both libraries: no server, no runtime.
import { attacking } from './attacking.mjs'
import { making } from './making.mjs'
import { reporting } from './reporting.mjs'

export async function kitSuite(library, kit, tally) {
  for (const part of [making, attacking, reporting]) await part(library, kit, tally)
}
