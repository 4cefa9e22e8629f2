// A receiver on AWS Lambda, as a target of an Application Load Balancer. Run it: `npm install`, `npm run build`, then put
// dist/handler.mjs into a function of Node 22 or later, its handler set to handler.handler, and WEBHOOK_SECRET in its environment.
import { createWebhookHandler } from 'webhook-verifier'
import { toLambdaHandler } from 'webhook-verifier/aws-lambda'

// Instances share no memory: where a copy must not be handled by another one, give it a store that they share, as `replay`.
const webhook = toLambdaHandler(
  createWebhookHandler({
    secret: process.env.WEBHOOK_SECRET,
    // An error thrown here is answered with 500, and the sender tries again.
    on: {
      'job.completed': ({ data }) => console.log(`${data.id} is ready at ${data.output_url}`),
      'job.failed': ({ data, error }) => console.log(`${data.id} failed: ${error?.code}`),
      'unknown': ({ name, data }) => console.log(`${name} of ${data.id}`)
    },
    // A forger sees a status and no more; the reason goes to the log.
    onRejected: ({ code, message, hint = '' }) => console.error(`refused: ${code}: ${message}. ${hint}`)
  })
)

// The health check of a target group is a GET. Turn on its attribute lambda.multi_value_headers.enabled: without that the balancer
// passes on the last of several headers of one name, so that an ambiguous delivery looks like a plain one.
/** @type {(event: Parameters<typeof webhook>[0], context: unknown) => unknown} */
export const handler = (event, context) =>
  event.httpMethod === 'GET' ? { statusCode: 200, statusDescription: '200 OK', isBase64Encoded: false } : webhook(event, context)
