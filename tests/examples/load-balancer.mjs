// The front of a function on AWS Lambda that is a target of an Application Load Balancer with multi-value headers: turns requests into its
// events, and results into answers. `node tests/examples/load-balancer.mjs <module>`, which exports `handler`.
import { createServer } from 'node:http'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

/** @import { IncomingMessage, ServerResponse } from 'node:http' */

const { handler } = await import(pathToFileURL(resolve(process.argv[2] ?? '')).href)
const TARGET = 'arn:aws:elasticloadbalancing:us-east-2:123456789012:targetgroup/lambda/50dc6c495c0c9188'

/**
 * The balancer passes on the body of a text as it is, JSON included.
 * @param {IncomingMessage} request
 */
async function eventOf(request) {
  /** @type {Record<string, string[]>} */
  const multiValueHeaders = {}
  for (let at = 0; at < request.rawHeaders.length; at += 2) {
    const [name = '', value = ''] = request.rawHeaders.slice(at, at + 2)
    ;(multiValueHeaders[name.toLowerCase()] ??= []).push(value)
  }
  return {
    requestContext: { elb: { targetGroupArn: TARGET } },
    httpMethod: request.method,
    path: request.url,
    multiValueQueryStringParameters: {},
    multiValueHeaders,
    body: Buffer.concat(await request.toArray()).toString(),
    isBase64Encoded: false
  }
}

/**
 * A delivery that breaks off never gets to the function.
 * @param {IncomingMessage} request
 * @param {ServerResponse} response
 */
async function answer(request, response) {
  const event = await eventOf(request).catch(() => undefined)
  if (!event) return response.destroy()
  const { statusCode, multiValueHeaders = {}, body = '' } = await handler(event, { awsRequestId: 'test' })
  response.writeHead(statusCode, multiValueHeaders).end(body)
}

const server = createServer(answer).listen(0, '127.0.0.1', () => {
  console.log(`listening on http://127.0.0.1:${/** @type {import('node:net').AddressInfo} */ (server.address()).port}`)
})
