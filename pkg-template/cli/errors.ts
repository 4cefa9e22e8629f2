// Errors that end a command.

interface Details {
  code?: string
  details?: Record<string, unknown> | undefined
}

/** An argument, a paste, a file or a secret that the command cannot use. `hint` says how to fix it. */
export class UsageError extends Error {
  readonly hint: string | undefined
  readonly code: string
  readonly details: Record<string, unknown> | undefined

  constructor(message: string, hint?: string, { code = 'usage', details }: Details = {}) {
    super(message)
    this.hint = hint
    this.code = code
    this.details = details
  }
}

/** The endpoint gave no answer at all. */
export class Unreachable extends Error {
  readonly code = 'unreachable'
}

/** The exit code of Unreachable. */
export const UNREACHABLE = 3

const EXPLANATIONS: Readonly<Record<string, string>> = {
  'ECONNREFUSED': 'nothing listens on that port',
  'ENOTFOUND': 'there is no such host',
  'EAI_AGAIN': 'the host’s name could not be looked up',
  'EHOSTUNREACH': 'that host cannot be reached',
  'ENETUNREACH': 'that network cannot be reached',
  'UND_ERR_CONNECT_TIMEOUT': 'the host does not answer',
  'ECONNRESET': 'the connection was closed before an answer',
  'UND_ERR_SOCKET': 'the connection was closed before an answer',
  'bad port': 'fetch refuses that port, as a browser does: choose another',
  'ENOENT': 'there is no such file',
  'EISDIR': 'it is a folder',
  'ENOTDIR': 'a part of the path is not a folder',
  'EACCES': 'permission denied',
  'EADDRINUSE': 'another program listens there',
  'EADDRNOTAVAIL': 'this machine has no such address'
}
const UNREACHED = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT']

/** The meaning of an error's code, followed by the code. */
export const explain = (code: string): string => (Object.hasOwn(EXPLANATIONS, code) ? `${EXPLANATIONS[code]} (${code})` : code)

/** Tells an endpoint that was never reached from one that was reached and gave no answer. */
export const isUnreached = (code: string): boolean => UNREACHED.includes(code)

/** The code of a failed system call or request, or else its message. */
export function codeOf(error: unknown): string {
  const { code, cause, message } = error as { code?: unknown; cause?: { code?: unknown; message?: unknown }; message?: unknown }
  return String(cause?.code ?? cause?.message ?? code ?? message)
}
