// A URL opened in the user's browser, by the command of the platform.
import { spawn } from 'node:child_process'

const COMMANDS: Partial<Record<NodeJS.Platform, [string, ...string[]]>> = {
  darwin: ['open'],
  // `start` takes a first argument in quotes as the title of a window.
  win32: ['cmd', '/c', 'start', '""']
}

/** Starts the browser and does not wait for it. A machine without one keeps the printed URL. */
export function openBrowser(url: string): void {
  const [command, ...args] = COMMANDS[process.platform] ?? ['xdg-open']
  const child = spawn(command, [...args, url], { stdio: 'ignore', detached: true })
  child.on('error', () => {})
  child.unref()
}
