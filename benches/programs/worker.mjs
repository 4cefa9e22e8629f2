// The same in a Worker. Its clock stops while it works, so a batch is a request, timed by who sends it:
// `/prepare?bytes=…` makes the contenders ready, `/run?index=…&count=…` runs a batch of one.
import { batch } from './batch.mjs'
import { CONTENDERS } from './contenders/index.mjs'
import { enter } from './enter.mjs'
import { present } from './present.mjs'

/** @import { Contender } from '../figures.d.ts' */

/** @type {Contender[]} */
let contenders = []

export default {
  async fetch(/** @type {Foreign} */ request) {
    const { pathname, searchParams } = new URL(request.url)
    /** @param {string} name */
    const number = (name) => Number(searchParams.get(name))
    if (pathname === '/run') return new Response(String(await batch(present(contenders[number('index')]), number('count'))))
    const entered = await enter(CONTENDERS, 'check', number('bytes'), 'text')
    contenders = entered.contenders
    return Response.json({ names: contenders.map(({ name }) => name), absent: entered.absent })
  }
}
