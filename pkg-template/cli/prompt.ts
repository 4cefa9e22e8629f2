// A question whose answer is not shown.
import { openSync } from 'node:fs'
import { ReadStream } from 'node:tty'

const ENTER = /[\r\n\u0004]/
const CANCEL = '\u0003'
const ERASE = /[\u007f\b]/
const TERMINAL = process.platform === 'win32' ? '\\\\.\\CONIN$' : '/dev/tty'

/** Resolves to the typed text, up to Enter; to an empty text without a terminal. */
export function ask(question: string): Promise<string> {
  const { stderr } = process
  const terminal = stderr.isTTY ? openTerminal() : undefined
  if (!terminal) return Promise.resolve('')
  // Before the question: text typed at once must not be shown either.
  terminal.setRawMode(true)
  stderr.write(question)
  terminal.setEncoding('utf8')
  return new Promise((resolve) => {
    let answer = ''
    const end = (result: string) => {
      terminal.setRawMode(false)
      terminal.destroy()
      stderr.write('\n')
      resolve(result)
    }
    const read = (typed: string) => {
      for (const character of typed) {
        if (character === CANCEL) {
          end('')
          process.exit(130)
        }
        if (ENTER.test(character)) return end(answer)
        answer = ERASE.test(character) ? [...answer].slice(0, -1).join('') : answer + character
      }
    }
    terminal.on('data', read).once('end', () => end(''))
  })
}

/** The terminal itself: standard input may be a pipe, or at its end after a paste. */
function openTerminal(): ReadStream | undefined {
  try {
    return new ReadStream(openSync(TERMINAL, 'r+'))
  } catch {
    return process.stdin.isTTY ? process.stdin : undefined
  }
}
