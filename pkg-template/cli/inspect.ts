// `webhook-verifier inspect`: the inspector's page, served on this machine.
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { numberOf } from './args.ts'
import type { Command } from './command.ts'
import { openBrowser } from './open-browser.ts'
import { portOption, serveUntilStopped } from './server.ts'

export const inspect: Command = {
  name: 'inspect',
  words: [],
  summary: 'open the inspector, a page that shows why a delivery fails',
  more: 'The page is one file, its CSP blocks all network access, and it stores nothing.',
  options: {
    'port': portOption('on 127.0.0.1 (any that is free)'),
    'no-open': { type: 'boolean', help: 'print the address only; without this, a terminal opens the browser' }
  },
  examples: ['webhook-verifier inspect'],
  async run({ values }, terminal) {
    const page = readFileSync(new URL('inspector.html', import.meta.url))
    const headers = headersOf(page.toString('utf8'))
    const server = createServer(({ method = '', url, headers: { host }, socket }, response) => {
      if (!isOwnHost(host, socket.localPort)) return response.writeHead(421).end()
      if (url !== '/' || !['GET', 'HEAD'].includes(method)) return response.writeHead(404).end()
      return response.writeHead(200, headers).end(page)
    })
    const port = numberOf(values, 'port', { most: 65_535, otherwise: 0 })
    await serveUntilStopped(server, { port }, (address) => {
      terminal.print(`the inspector is at ${address}/; Ctrl-C ends it`)
      if (terminal.isInteractive && !values['no-open']) openBrowser(`${address}/`)
    })
    return 0
  }
}

/** A foreign name that resolves to this machine (DNS rebinding) gets no page. */
function isOwnHost(host = '', port: number | undefined): boolean {
  const names = ['127.0.0.1', 'localhost'].map((name) => (port === 80 ? name : `${name}:${port}`))
  return names.includes(host.toLowerCase())
}

/** The page has a policy of its own; only a header can forbid frames. */
function headersOf(page: string): Record<string, string> {
  const [, policy] = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(page) ?? []
  return {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': `${policy}; frame-ancestors 'none'`,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cache-control': 'no-store'
  }
}
