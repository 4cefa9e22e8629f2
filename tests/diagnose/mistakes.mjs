// All mistakes, made anew with the real tools.
import { bodies } from './bodies.mjs'
import { headers } from './headers.mjs'
import { secrets } from './secrets.mjs'
import { strings } from './strings.mjs'

export const mistakes = async () => [...secrets(), ...(await bodies()), ...strings(), ...headers()]
