#!/usr/bin/env node
import { main } from '../cli/main.js'

// A reader that goes early, as `head` does, ends the output and nothing else.
process.stdout.on('error', ({ code }) => code === 'EPIPE' && process.exit())
process.exitCode = await main(process.argv.slice(2))
