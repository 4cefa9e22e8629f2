// Help, the version, and what is typed wrongly.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ok, same } from '../../../suite/expect.mjs'

/** @import { Tally } from '../../../suite/tally.mjs' */
/** @import { Command } from '../command.mjs' */

const COMMANDS = ['sign', 'verify', 'diagnose', 'send', 'listen', 'replay', 'attack', 'inspect']

/** Arguments, and a part of the message on standard error. */
/** @type {[args: string[], hint: string][]} */
const MISTAKES = [
  [['verfy'], 'did you mean verify?'],
  [['frobnicate'], 'there is no command "frobnicate"'],
  [['verify', '--secretfile', 'a'], 'did you mean --secret-file?'],
  [['verify', '--frobnicate'], 'verify has no option --frobnicate'],
  [['verify', '-x'], 'verify has no option -x'],
  [['verify', '--__proto__'], 'verify has no option --__proto__'],
  [['verify', '--secret-file'], '--secret-file needs a value: --secret-file FILE'],
  [['verify', '--ignore-age=yes'], '--ignore-age takes no value'],
  [['verify', 'a', 'b'], 'verify takes only FILE'],
  [['inspect', 'a'], 'inspect takes no arguments'],
  [['verify', 'nowhere.txt'], 'cannot read nowhere.txt: there is no such file (ENOENT)'],
  [['verify', '--now', 'yesterday', '--body', ''], '--now is not an RFC 3339 time'],
  [['verify', '--tolerance', '-1', '--body', ''], '--tolerance must be a whole number'],
  [['verify', '-H', 'nothing'], '-H needs a header as "Name: value"'],
  [['verify', 'a', '-H', 'b: c'], 'not both'],
  [['verify', '-', '--body-file', '-'], 'not both'],
  [['sign', '--event', 'job.done'], '--event must be one of job.started, job.completed, job.failed'],
  [['sign', '--code', 'timeout'], '--code belongs to --event job.failed'],
  [['sign', '--body', '{}', '--event', 'job.failed'], 'give a body or an event, not both'],
  [['sign', '--event', 'job.failed', '--code', 'tiemout'], 'did you mean timeout?'],
  [['sign', 'ftp://localhost'], 'URL must begin with http:// or https://'],
  [['send'], 'send needs a URL'],
  [['send', 'nowhere'], 'URL is not a URL'],
  [['send', 'http://localhost:1', '--times', '0'], '--times must be a whole number from 1 to 10000'],
  [['listen', '--port', '70000'], '--port must be a whole number from 0 to 65535'],
  [['attack'], 'attack needs a URL'],
  [['attack', 'https://example.com/'], 'if you own it, or its owner agrees, say so with --i-own-it'],
  [['attack', 'http://localhost.example.com/'], 'is not this machine'],
  [['replay'], 'replay needs one file at least, and a URL'],
  [['replay', 'http://localhost:1/'], 'replay needs one file at least, and a URL'],
  [['replay', 'a', 'b'], 'the last argument is not a URL'],
  [['replay', 'nowhere', 'http://localhost:1/'], 'cannot read nowhere: there is no such file (ENOENT)'],
  [['replay', 'a', 'http://localhost:1/', '--rate', '0'], '--rate must be a whole number from 1 to 1000'],
  [['listen', '--save', '/dev/null/x', '--port', '0'], 'cannot save to /dev/null/x: a part of the path is not a folder (ENOTDIR)'],
  [['listen', '--host', '203.0.113.1', '--port', '0'], 'cannot listen on 203.0.113.1:0: this machine has no such address (EADDRNOTAVAIL)'],
  [['verify', '--env-file', 'nowhere.env', '--body', ''], 'cannot read the variables of nowhere.env: there is no such file (ENOENT)']
]

/**
 * @param {Tally} tally
 * @param {Command} command
 * @param {string} folder
 */
export async function addHelp(tally, command, folder) {
  const { version } = JSON.parse(readFileSync(join(folder, 'node_modules/webhook-verifier/package.json'), 'utf8'))
  await tally.group('--version', ['--version', '-V'], async (flag) =>
    same(await command.run([flag]), { status: 0, stdout: `${version}\n`, stderr: '' })
  )
  await tally.group('--help names the commands', [['--help'], ['-h'], ['help'], []], async (args) => {
    const { status, stdout } = await command.run(args)
    same(status, 0, 'status')
    for (const name of COMMANDS) ok(stdout.includes(`  ${name} `), `${name} is not in it`)
  })
  await tally.group('--help of each', COMMANDS, async (name) => {
    const [flag, word] = [await command.run([name, '--help']), await command.run(['help', name])]
    same(flag, word, 'help')
    ok(flag.status === 0 && flag.stdout.startsWith(`webhook-verifier ${name}`) && flag.stdout.includes('Exit codes'), flag.stdout)
    ok(
      flag.stdout.split('\n').every((line) => line.length <= 80),
      `a line is longer than 80 characters: ${flag.stdout}`
    )
  })
  await tally.group('what is typed wrongly', MISTAKES, async ([args, hint]) => {
    const { status, stdout, stderr } = await command.run(args)
    same([status, stdout], [2, ''])
    ok(stderr.includes(hint), `it says ${stderr}`)
  })
}
