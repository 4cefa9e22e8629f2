// One cell of a table: `duel.mjs <path> <bytes> <form> [rounds]` races all contenders in this process and prints JSON.
import { CONTENDERS } from './contenders/index.mjs'
import { enter } from './enter.mjs'
import { race } from './rounds.mjs'
import { summary } from './statistics.mjs'

const [path, bytes, form, rounds = '30'] = process.argv.slice(2)
const { contenders, absent } = await enter(CONTENDERS, path, Number(bytes), form)
const times = await race(contenders, { rounds: Number(rounds) })
console.log(JSON.stringify({ rows: summary(contenders.map(({ name }) => name), times), absent }))
process.exit()
