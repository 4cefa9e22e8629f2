// Every captured mistake through `webhook-verifier diagnose --json`, as the page has it. The command runs in this process,
// its script anew for each: a process for each would take a minute.
import { mkdtempSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ok, same } from '../../runtimes/suite/expect.mjs'
import { Tally } from '../../runtimes/suite/tally.mjs'
import { mistakes } from './mistakes.mjs'

const [node, , folder] = process.argv
const script = pathToFileURL(join(folder, 'node_modules/webhook-verifier/bin/webhook-verifier.mjs')).href
const pastes = mkdtempSync(join(folder, 'pastes-'))
let count = 0

/** Resolves to what the command prints and its exit code. */
async function run(args) {
  const { write } = process.stdout
  let printed = ''
  process.argv = [node, script, ...args]
  process.stdout.write = (text) => (printed += text)
  try {
    await import(`${script}?${count++}`)
    return { printed, status: process.exitCode }
  } finally {
    process.stdout.write = write
    process.exitCode = undefined
    process.stdout.removeAllListeners('error')
  }
}

const tally = new Tally()
await tally.group('captured mistakes', mistakes, async ({ har, secrets, now, expect, codes }) => {
  const paste = join(pastes, `${count}.har`)
  writeFileSync(paste, har)
  const names = secrets.map((secret, place) => ((process.env[`SECRET_${place}`] = secret), `SECRET_${place}`))
  const { printed, status } = await run(['diagnose', paste, '--json', '--now', now, ...names.flatMap((name) => ['--secret-env', name])])
  const { verified, findings } = JSON.parse(printed)
  same(findings.map(({ code }) => code), codes, 'findings')
  same(findings.filter(({ certainty }) => certainty === 'proved').length, expect.proved.length, 'proved')
  same(status, verified ? 0 : 1, 'status')
})
await tally.group('most of the table can be pasted', [mistakes.length], (length) => ok(length > 100, `${length} only`))
if (!tally.end()) process.exitCode = 1
