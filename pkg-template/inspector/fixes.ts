// Fixes by framework, for causes that a body parser makes.

/** The codes of findings that the raw bytes fix. */
const RAW_BODY = [
  'body_parsed',
  'body_reserialized',
  'body_empty',
  'body_stringified_object',
  'body_double_encoded',
  'body_form',
  'body_mojibake',
  'body_replacement_chars',
  'body_newline_dropped',
  'body_bom_dropped',
  'body_base64'
]

export interface FrameworkFix {
  framework: string
  code: string
}

const FIXES: readonly FrameworkFix[] = [
  {
    framework: 'Express',
    code: `// before any express.json()
app.post('/webhook', express.raw({ type: () => true, limit: '1mb' }), (req, res) => {
  const event = verifier.verify({ headers: req.headers, body: req.body ?? '' })
  …
})`
  },
  {
    framework: 'Fastify',
    code: `import { webhookPlugin } from 'webhook-verifier/fastify'

app.register(webhookPlugin, { routes: { '/webhook': handler } })`
  },
  {
    framework: 'Next.js',
    code: `// app/webhook/route.ts
export async function POST(request: Request) {
  const event = await verifier.verifyRequest(request)   // not request.json()
  …
}

// pages/api/webhook.ts
export const config = { api: { bodyParser: false } }
export default toNodeHandler(handler)   // from webhook-verifier/node`
  },
  {
    framework: 'Nest',
    code: `const app = await NestFactory.create(AppModule, { rawBody: true })

const event = verifier.verify({ headers: req.headers, body: req.rawBody ?? '' })`
  },
  {
    framework: 'Hono',
    code: `app.post('/webhook', async (c) => {
  const event = await verifier.verifyRequest(c.req.raw)   // not c.req.json()
  …
})`
  },
  {
    framework: 'Koa',
    code: `// before any body parser; rawBody is the package raw-body
const body = await rawBody(ctx.req, { limit: '1mb' })
const event = verifier.verify({ headers: ctx.headers, body })`
  },
  {
    framework: 'AWS Lambda',
    code: `const body = Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8')
const verified = verifier.verify({ headers: event.headers, body })`
  },
  {
    framework: 'Workers, Deno, Bun',
    code: `async fetch(request) {
  const event = await verifier.verifyRequest(request)   // not request.json()
  …
}`
  }
]

/** Returns the fixes that help with a finding. */
export const fixesFor = (code: string): readonly FrameworkFix[] => (RAW_BODY.includes(code) ? FIXES : [])
