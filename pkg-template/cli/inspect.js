// `webhook-verifier inspect`: the inspector's page, served on this machine.
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { numberOf } from './args.js'
import { serveUntilStopped } from './server.js'

export const inspect = {
  name: 'inspect',
  words: [],
  summary: 'open the inspector, a page that looks into a delivery',
  more: 'The page is one file, and its policy lets it connect to nothing. It keeps nothing when it is closed.',
  options: { port: { type: 'string', short: 'p', value: 'PORT', help: 'on 127.0.0.1 (any that is free)' } },
  examples: ['webhook-verifier inspect'],
  async run({ values }, terminal) {
    const page = readFileSync(new URL('inspector.html', import.meta.url))
    const headers = {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policyOf(page),
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cache-control': 'no-store'
    }
    const server = createServer(({ method, url, headers: { host }, socket }, response) => {
      if (!isOwnHost(host, socket.localPort)) return response.writeHead(421).end()
      if (url !== '/' || !['GET', 'HEAD'].includes(method)) return response.writeHead(404).end()
      response.writeHead(200, headers).end(page)
    })
    const port = numberOf(values, 'port', { most: 65_535, otherwise: 0 })
    await serveUntilStopped(server, port, (address) => terminal.print(`the inspector is at ${address}/; Ctrl-C ends it`))
  }
}

/** A foreign name that resolves to this machine (DNS rebinding) gets no page. */
function isOwnHost(host = '', port) {
  const names = ['127.0.0.1', 'localhost'].map((name) => (port === 80 ? name : `${name}:${port}`))
  return names.includes(host.toLowerCase())
}

/** The page carries its own policy; a header adds what a page cannot say of itself: that nobody may frame it. */
function policyOf(page) {
  const [, policy] = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(page.toString('utf8'))
  return `${policy}; frame-ancestors 'none'`
}
