// Functions of Fetch requests: for Bun.serve, Deno.serve and workerd.
import { snippet } from './snippet.mjs'

/**
 * @param {string} contender
 * @param {number} secretCount
 */
export async function fetchFunction(contender, secretCount) {
  if (contender !== 'snippet') return (await import('./ours.mjs')).handler(contender, secretCount)
  const answer = snippet(secretCount)
  return async (/** @type {Foreign} */ request) => {
    const body = await request.text()
    return new Response(null, { status: answer((/** @type {string} */ name) => request.headers.get(name), body) })
  }
}
