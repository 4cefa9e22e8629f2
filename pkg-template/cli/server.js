// A server of this machine's own, until Ctrl-C.
import { once } from 'node:events'
import { inWords, UsageError } from './errors.js'

/** On loopback only: nobody else on the network can reach it. */
export async function serveUntilStopped(server, port, greet) {
  server.listen(port, '127.0.0.1')
  try {
    await once(server, 'listening')
  } catch (error) {
    throw new UsageError(`cannot listen on port ${port}: ${inWords(error.code)}`, 'choose another with --port; 0 for any that is free')
  }
  greet(`http://127.0.0.1:${server.address().port}`)
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')])
  // What is being answered is answered; a second Ctrl-C does not wait.
  server.close()
  server.closeIdleConnections?.()
  const hurry = setTimeout(() => server.closeAllConnections?.(), 2000)
  process.once('SIGINT', () => process.exit(130))
  await once(server, 'close')
  clearTimeout(hurry)
}
