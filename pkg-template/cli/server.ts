// A server on this machine, until Ctrl-C.
import { once } from 'node:events'
import type { Server } from 'node:http'
import { type AddressInfo, isIPv6 } from 'node:net'
import type { Option } from './command.ts'
import { codeOf, explain, UsageError } from './errors.ts'

const LOOPBACK = '127.0.0.1'
const MILLIS_TO_FINISH = 2000

/** The option that two commands share. */
export const portOption = (help: string): Option => ({ type: 'string', short: 'p', value: 'PORT', help })

interface Place {
  port: number
  /** Default: loopback, which no other machine reaches. */
  host?: string | undefined
}

/** Resolves once the server is closed. `greet` gets its URL. */
export async function serveUntilStopped(server: Server, { port, host = LOOPBACK }: Place, greet: (url: string) => void): Promise<void> {
  server.listen(port, host)
  try {
    await once(server, 'listening')
  } catch (error) {
    const hint = codeOf(error) === 'EADDRINUSE' ? 'choose another with --port; 0 for any that is free' : undefined
    throw new UsageError(`cannot listen on ${authority(host, port)}: ${explain(codeOf(error))}`, hint)
  }
  // Before the greeting, whose reader may press Ctrl-C at once.
  const stopped = Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')])
  greet(`http://${authority(host, (server.address() as AddressInfo).port)}`)
  await stopped
  await close(server)
}

const authority = (host: string, port: number) => `${isIPv6(host) ? `[${host}]` : host}:${port}`

/** Requests in progress are answered; a second Ctrl-C does not wait. */
async function close(server: Server): Promise<void> {
  server.close()
  server.closeIdleConnections?.()
  const deadline = setTimeout(() => server.closeAllConnections?.(), MILLIS_TO_FINISH)
  process.once('SIGINT', () => process.exit(130))
  await once(server, 'close')
  clearTimeout(deadline)
}

/** Tells whether only this machine reaches a host name or address: RFC 6761 section 6.3, and the loopback addresses. */
export const isLoopback = (host: string): boolean => /^(localhost|.+\.localhost|127(\.\d+){3}|\[?::1\]?)$/i.test(host)
