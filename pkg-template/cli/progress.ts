// One line of progress that is overwritten, on a terminal only.
import { plain, type Terminal } from './terminal.ts'

const CLEAR = '\r\u001b[K'

export interface Progress {
  /** Shows the state, or nothing once all is done. */
  show(done: number, total: number, name: string): void
  /** Removes the line, for other output or the end. */
  clear(): void
}

const NONE: Progress = { show() {}, clear() {} }

export function progressOn(terminal: Terminal): Progress {
  if (terminal.isJson || !terminal.isInteractive || !process.stderr.isTTY) return NONE
  const write = (text: string) => void process.stderr.write(CLEAR + text)
  return {
    show: (done, total, name) => write(done === total ? '' : `${done}/${total} ${plain(name)}`.slice(0, terminal.columns - 1)),
    clear: () => write('')
  }
}
