// The handler's argument has the type that the schema makes.
import { type } from 'arktype'
import * as v from 'valibot'
import { createWebhookHandler } from 'webhook-verifier'
import { z } from 'zod'

type Same<One, Other> = (<T>() => T extends One ? 1 : 2) extends <T>() => T extends Other ? 1 : 2 ? true : false
const same = <Verdict extends true>(): Verdict | void => undefined

createWebhookHandler({
  secrets: 'k',
  schemas: {
    'job.started': v.object({ id: v.pipe(v.string(), v.minLength(3)) }),
    'job.completed': z.object({ output_url: z.url(), at: z.string().transform((text) => new Date(text)) }),
    'job.failed': type({ id: 'string', attempts: 'number' })
  },
  on: {
    'job.started': (event) => void same<Same<typeof event.data, { id: string }>>(),
    'job.completed': (event) => void same<Same<typeof event.data, { output_url: string; at: Date }>>(),
    'job.failed': (event) => {
      same<Same<typeof event.data, { id: string; attempts: number }>>()
      return event.error?.code
    }
  }
})
