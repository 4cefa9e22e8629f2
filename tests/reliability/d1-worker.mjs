// A Worker that runs batches on its D1 database for the receivers, which are processes outside it.
export default {
  async fetch(request, { DB }) {
    const statements = await request.json()
    const results = await DB.batch(statements.map(({ sql, values }) => DB.prepare(sql).bind(...values)))
    return Response.json(results.map((result) => ({ results: result.results })))
  }
}
