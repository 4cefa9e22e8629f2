// What ends a command before it is done.

/** What was typed or pasted cannot be carried out. `hint` says what to do instead. */
export class UsageError extends Error {
  constructor(message, hint, { code = 'usage', details } = {}) {
    super(message)
    this.hint = hint
    this.code = code
    this.details = details
  }
}

/** Nobody answers where something was to be sent. */
export class Unreachable extends Error {
  code = 'unreachable'
}

/** The exit code of it. */
export const UNREACHABLE = 3

const WORDS = {
  ECONNREFUSED: 'nothing listens on that port',
  ENOTFOUND: 'there is no such host',
  EAI_AGAIN: 'the host’s name could not be looked up',
  EHOSTUNREACH: 'there is no way to that host',
  ENETUNREACH: 'there is no way to that network',
  UND_ERR_CONNECT_TIMEOUT: 'the host does not answer',
  ECONNRESET: 'the connection was closed before an answer came',
  UND_ERR_SOCKET: 'the connection was closed before an answer came',
  'bad port': 'fetch connects to no such port, as a browser would not: choose another',
  ENOENT: 'there is no such file',
  EISDIR: 'it is a folder',
  EACCES: 'that is not allowed here',
  EADDRINUSE: 'somebody else listens there'
}
const NOBODY = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT']

/** What an error's code means, with the code. */
export const inWords = (code) => (Object.hasOwn(WORDS, code) ? `${WORDS[code]} (${code})` : code)

/** Whether it says that nobody was reached; otherwise somebody was, and gave no answer. */
export const isNobody = (code) => NOBODY.includes(code)
