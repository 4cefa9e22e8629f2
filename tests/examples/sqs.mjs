// The parts of AWS around two functions: a function URL, and a queue that hands each message to the consumer.
// `node tests/examples/sqs.mjs <module>`, which exports `receive` and `consume`.
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { serveFunction } from './function-url.mjs'

const [, , module = ''] = process.argv
const queue = createServer(async (request, response) => {
  const { MessageBody: body } = JSON.parse(Buffer.concat(await request.toArray()).toString())
  const messageId = crypto.randomUUID()
  const answer = { MessageId: messageId, MD5OfMessageBody: createHash('md5').update(body).digest('hex') }
  response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify(answer))
  const { batchItemFailures } = await functions.consume({ Records: [{ messageId, body }] })
  for (const { itemIdentifier } of batchItemFailures) console.error(`${itemIdentifier} was not consumed`)
}).listen(0, '127.0.0.1')
await once(queue, 'listening')

const QUEUE_URL = `http://127.0.0.1:${/** @type {import('node:net').AddressInfo} */ (queue.address()).port}/000000000000/webhooks`
const account = { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test', AWS_REGION: 'eu-central-1' }
Object.assign(process.env, account, { QUEUE_URL, AWS_ENDPOINT_URL_SQS: new URL(QUEUE_URL).origin })
const functions = await import(pathToFileURL(resolve(module)).href)
serveFunction(functions.receive)
