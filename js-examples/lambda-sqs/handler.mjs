// Verify, enqueue the bytes, verify again in the consumer: AWS Lambda and SQS. Run it: `npm install`, `npm run build`, then put
// dist/handler.mjs into two functions, one with a function URL (handler.receive) and one on the queue (handler.consume, with
// ReportBatchItemFailures); both have WEBHOOK_SECRET, the first QUEUE_URL.
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import { createWebhookHandler, WebhookVerifier } from 'webhook-verifier'
import { toLambdaHandler } from 'webhook-verifier/aws-lambda'
import { packDelivery, unpackDelivery } from 'webhook-verifier/delivery'

const secret = process.env.WEBHOOK_SECRET
const verifier = new WebhookVerifier({ secret })
const sqs = new SQSClient()

export const receive = toLambdaHandler(
  createWebhookHandler({
    secret,
    // As base64 in a message of 256 KB at most. A queue that fails is a 500, and the sender tries again.
    maxBodyBytes: 190_000,
    async onEvent({ rawBody }, { request }) {
      const MessageBody = Buffer.from(packDelivery({ headers: request.headers, body: rawBody })).toString('base64')
      await sqs.send(new SendMessageCommand({ QueueUrl: process.env.QUEUE_URL, MessageBody }))
    },
    onRejected: ({ code, message, hint = '' }) => console.error(`refused: ${code}: ${message}. ${hint}`)
  })
)

export async function consume(/** @type {{ Records: { messageId: string, body: string }[] }} */ { Records }) {
  const failed = []
  for (const { messageId, body } of Records) {
    try {
      // Does not trust the queue; the age is judged as of the arrival.
      work(verifier.verify(unpackDelivery(Buffer.from(body, 'base64'))))
    } catch (error) {
      console.error(error)
      failed.push({ itemIdentifier: messageId })
    }
  }
  return { batchItemFailures: failed }
}

// SQS delivers at least once: write under the unique key `event.idempotencyKey`.
const work = (/** @type {import('webhook-verifier').WebhookEvent} */ { data, idempotencyKey }) =>
  console.log(`${idempotencyKey} is ready at ${data.output_url}`)
