// A delivery of each contender, for programs that begin cold: signing would warm them up. `sign.mjs <path> <bytes>`.
import { bodyOf } from './bodies.mjs'
import { CONTENDERS } from './contenders/index.mjs'
import { SECRET } from './secret.mjs'

const [path = '', bytes] = process.argv.slice(2)
/** @type {Record<string, unknown>} */
const deliveries = {}
for (const module of /** @type {Foreign[]} */ (CONTENDERS).filter((each) => each[path])) {
  const { sign } = await module[path](SECRET)
  deliveries[module.name] = await sign(bodyOf(Number(bytes)), new Date().toISOString())
}
console.log(JSON.stringify({ deliveries }))
process.exit()
