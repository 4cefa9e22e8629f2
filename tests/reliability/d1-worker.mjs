// A Worker that runs batches on its D1 database for the receivers, which are processes outside it. `PUT /<trouble>` begins a trouble,
// and `PUT /` ends it.

/** @import { Mistyped } from '../suite/cases.d.ts' */

const SLOW_MILLIS = 6000

/**
 * By name: runs a batch in trouble.
 * @type {Record<string, (DB: Foreign, statements: Foreign[]) => Promise<Foreign>>}
 */
const TROUBLES = {
  failing: (DB) => DB.prepare('SELECT * FROM no_such_table').all(),
  async 'losing replies'(DB, statements) {
    await DB.batch(statements)
    throw new Error('the reply is lost')
  },
  async slow(DB, statements) {
    await new Promise((resolve) => setTimeout(resolve, SLOW_MILLIS))
    return DB.batch(statements)
  }
}
/** @type {(typeof TROUBLES)[string] | undefined} */
let trouble

/**
 * @param {Request} request
 * @param {Foreign} DB
 */
async function run(request, DB) {
  const statements = (await request.json()).map((/** @type {{ sql: string, values: unknown[] }} */ { sql, values }) =>
    DB.prepare(sql).bind(...values)
  )
  const results = await (trouble ? trouble(DB, statements) : DB.batch(statements))
  return Response.json(results.map((/** @type {Mistyped} */ result) => ({ results: result.results })))
}

export default {
  async fetch(/** @type {Request} */ request, /** @type {Foreign} */ { DB }) {
    if (request.method === 'PUT') {
      trouble = TROUBLES[decodeURIComponent(new URL(request.url).pathname.slice(1))]
      return new Response()
    }
    return run(request, DB).catch((error) => new Response(error.message, { status: 500 }))
  }
}
