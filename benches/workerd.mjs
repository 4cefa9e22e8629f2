// A workerd process of its own, without Miniflare around it. It has no processor time to ask for: Linux tells it.
import { spawn } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { runtimeBinary } from '../scripts/runtimes.mjs'
import { bundleWorker } from '../tests/package/worker.mjs'
import { watch } from './servers.mjs'

/** @import { Readable } from 'node:stream' */

/** Linux counts processor time in hundredths of a second. */
const TICK_MICROS = 10_000
const CONTROL = 3

/**
 * Starts workerd with `entry`, a file in `folder`.
 * @param {string} folder
 * @param {string} entry
 */
export async function startWorkerd(folder, entry) {
  const config = writeConfig(await bundleWorker(folder, entry))
  const args = ['serve', config, '--socket-addr=http=127.0.0.1:0', `--control-fd=${CONTROL}`]
  const child = spawn(runtimeBinary('@cloudflare', 'bin/workerd'), args, { stdio: ['ignore', 'ignore', 'pipe', 'pipe'] })
  const { died, read, stop } = watch(child, /** @type {Readable} */ (child.stdio[CONTROL]))
  const { port } = await read()
  return { port, died, stop, micros: async () => microsOf(child.pid) }
}

/** @param {{ outdir: string, modules: { type: string, path: string }[] }} bundle */
function writeConfig({ outdir, modules }) {
  const files = modules.map(
    ({ type, path }) => `(name = "${basename(path)}", ${type === 'ESModule' ? 'esModule' : 'wasm'} = embed "${basename(path)}")`
  )
  const worker = `(modules = [${files}], compatibilityDate = "2026-01-01", compatibilityFlags = ["nodejs_compat"])`
  const sockets = '[(name = "http", address = "127.0.0.1:0", http = (), service = "main")]'
  const config = `(services = [(name = "main", worker = ${worker})], sockets = ${sockets})`
  const file = join(outdir, 'workerd.capnp')
  writeFileSync(file, `using Workerd = import "/workerd/workerd.capnp";\nconst config :Workerd.Config = ${config};\n`)
  return file
}

/**
 * User and system time: fields 14 and 15, counted from the one before the command's name in parentheses.
 * @param {number | undefined} pid
 */
function microsOf(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) * TICK_MICROS
}
