#!/usr/bin/env node
import { main } from '../cli/main.ts'

// A reader that closes early, as `head` does, ends the output and nothing else.
process.stdout.on('error', ({ code }: NodeJS.ErrnoException) => code === 'EPIPE' && process.exit())
process.exitCode = await main(process.argv.slice(2))
