// One cell of a table: `duel.mjs <path> <bytes> <form> [rounds]` races all contenders in this process and prints JSON.
import { CONTENDERS } from './contenders/index.mjs'
import { enter } from './enter.mjs'
import { floor } from './floor.mjs'
import { race } from './rounds.mjs'
import { ITSELF, summary } from './statistics.mjs'

const [path = '', bytes, form = '', rounds = '30'] = process.argv.slice(2)
const { contenders, absent } = await enter(CONTENDERS, path, Number(bytes), form)
// Ours against itself is what the method takes for a difference where there is none.
const all = [...contenders, { ...contenders[0], name: ITSELF }, floor(Number(bytes))]
const times = await race(all, { rounds: Number(rounds) })
console.log(
  JSON.stringify({
    rows: summary(
      all.map(({ name }) => name),
      times
    ),
    absent
  })
)
process.exit()
