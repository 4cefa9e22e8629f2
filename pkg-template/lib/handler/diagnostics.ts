// The channel `webhook-verifier` of node:diagnostics_channel: an observer gets the news of all handlers of a process without a hook in
// each. No message has a secret, a signature, or a part of the body.
import type { WebhookError } from '../verifier/error.ts'
import type { WebhookEvent } from '../verifier/types.ts'
import type { DiagnosticsMessage } from './types.ts'

export interface Channel {
  readonly hasSubscribers: boolean
  publish(message: DiagnosticsMessage): void
}

interface DiagnosticsModule {
  channel(name: string): Channel
}

/** Returns undefined on a platform without such channels. */
export function findChannel(): Channel | undefined {
  try {
    const { process } = globalThis as { process?: { getBuiltinModule?(name: string): unknown } }
    return (process?.getBuiltinModule?.('node:diagnostics_channel') as DiagnosticsModule | undefined)?.channel('webhook-verifier')
  } catch {
    // A platform may have the function and refuse the module.
    return undefined
  }
}

export const partsOf = ({ type, replayKey, keyId }: WebhookEvent): { type: WebhookEvent['type']; replayKey: string; keyId?: string } => ({
  type,
  replayKey,
  ...(keyId !== undefined && { keyId })
})

export const rejection = ({ code, status }: WebhookError): DiagnosticsMessage => ({ kind: 'rejected', code, status })
