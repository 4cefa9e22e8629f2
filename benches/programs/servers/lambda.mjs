// A function on AWS Lambda, called in a loop with the events of a function URL: `lambda.mjs <contender> <calls>`. It prints the
// microseconds of processor time that a call takes.
import { deliveryMaker } from '../deliveries.mjs'
import { snippet } from './snippet.mjs'

/** @import { Body } from '../../figures.d.ts' */

const [contender = '', calls] = process.argv.slice(2)
const BYTES = 1024

async function lambdaFunction() {
  if (contender !== 'snippet') {
    const [{ toLambdaHandler }, { handler }] = await Promise.all([import('webhook-verifier/aws-lambda'), import('./ours.mjs')])
    return toLambdaHandler(handler(contender, 1))
  }
  const answer = snippet(1)
  return async (/** @type {{ headers: Record<string, string>, body: Body }} */ { headers, body }) => ({
    statusCode: answer((/** @type {string} */ name) => headers[name], body)
  })
}

/** @param {{ headers: Record<string, string>, body: string }} parts */
const toEvent = ({ headers, body }) => ({
  version: '2.0',
  rawPath: '/',
  rawQueryString: '',
  requestContext: { domainName: 'localhost', http: { method: 'POST', path: '/' } },
  headers,
  body,
  isBase64Encoded: false
})

/** @type {Foreign} */
const call = await lambdaFunction()
/**
 * @param {object} event
 * @param {number} status
 */
const check = async (event, status) => {
  const { statusCode } = await call(event, {})
  if (Math.floor(statusCode / 100) !== status) throw new Error(`the function answered ${statusCode}`)
}
const make = deliveryMaker(BYTES)
await check(toEvent(deliveryMaker(BYTES, 'whsec_forged')(0)), 4)
const events = Array.from({ length: 2 * Number(calls) }, (_, number) => toEvent(make(number)))
for (const event of events.splice(Number(calls))) await check(event, 2)
const before = process.cpuUsage()
for (const event of events) await check(event, 2)
const { user, system } = process.cpuUsage(before)
console.log(JSON.stringify({ micros: (user + system) / events.length }))
process.exit()
