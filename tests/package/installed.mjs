// The installed package, required from the folder that the first argument names.
import { createRequire } from 'node:module'
import { join } from 'node:path'

export const folder = process.argv[2] ?? ''
export const library = createRequire(join(folder, 'package.json'))('webhook-verifier')
