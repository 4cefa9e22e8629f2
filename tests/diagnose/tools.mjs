// The tools that mistakes are made with, each the real one.
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from '../../scripts/project.mjs'

/** Bytes of what a program prints, given `input`. */
const output = (command, args, input) => execFileSync(command, args, { input, maxBuffer: 1e8 })

/** What a Python expression over `body`, the bytes, comes to; a text is printed as UTF-8. */
export const python = (expression, body) =>
  output(
    'python3',
    [
      '-c',
      `import sys, json, io, gzip\nbody = sys.stdin.buffer.read()\nmade = ${expression}\nsys.stdout.buffer.write(made if isinstance(made, bytes) else made.encode())`
    ],
    body
  )

/** What a PHP expression over `$body` comes to. */
export const php = (expression, body) => output('php', ['-r', `$body = file_get_contents('php://stdin'); echo ${expression};`], body)

/** What a command line of the shell prints, in a folder of its own; `files` are there by name. */
export function shell(line, files = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'mistakes-'))
  try {
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content)
    return execFileSync('sh', ['-c', line], { cwd: folder })
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const { 'default': express } = await import(createRequire(join(root, '.tools/frameworks/package.json')).resolve('express'))

/** What a handler of Express makes of a request, behind these middlewares. `receive` returns the body that it would verify. */
export async function throughExpress(middlewares, request, receive) {
  const app = express()
  let received
  app.post('/', ...middlewares(express), async (req, res) => {
    received = { body: await receive(req), headers: req.headers }
    res.end()
  })
  const server = app.listen(0, '127.0.0.1')
  await once(server, 'listening')
  try {
    await request(`http://127.0.0.1:${server.address().port}/`)
    return received
  } finally {
    server.close()
    server.closeAllConnections()
  }
}

export const post = (headers, body) => async (url) => {
  const response = await fetch(url, { method: 'POST', headers: [...headers, ['content-type', 'application/json']], body })
  await response.arrayBuffer()
}

/** The body that curl sends of a file, with this option. */
export function curl(option, content, express_ = throughExpress) {
  const folder = mkdtempSync(join(tmpdir(), 'mistakes-'))
  writeFileSync(join(folder, 'body.json'), content)
  const send = async (url) => {
    await once(
      spawn('curl', ['-s', option, `@${join(folder, 'body.json')}`, '-H', 'content-type: application/json', url], { stdio: 'ignore' }),
      'exit'
    )
  }
  return express_(raw, send, (req) => req.body).finally(() => rmSync(folder, { recursive: true }))
}

export const raw = (express) => [express.raw({ type: () => true })]
export const json = (express) => [express.json()]
