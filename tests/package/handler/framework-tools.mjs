// The frameworks of the tool folder, the installed adapters, and servers that run while a test needs them.
import { once } from 'node:events'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { toolFolder } from '../../../scripts/runtimes.mjs'
import { same } from '../../suite/expect.mjs'
import { exchange } from './client.mjs'
import { parcel } from './signed-deliveries.mjs'

/** @import { Server } from 'node:http' */
/** @import { receiver } from './recording-handler.mjs' */
/** @typedef {Pick<ReturnType<typeof receiver>, 'handled' | 'errors'>} Seen */

const [, , folder = ''] = process.argv
export const tools = createRequire(join(toolFolder('frameworks'), 'package.json'))
export const installed = createRequire(join(folder, 'package.json'))
/** @param {string} name */
export const load = (name) => import(pathToFileURL(tools.resolve(name)).href)
export const { toNodeHandler } = installed('webhook-verifier/node')
export const { webhookPlugin } = installed('webhook-verifier/fastify')

export const HOST = '127.0.0.1'

/** @type {unknown[]} */
const unhandled = []
for (const event of ['unhandledRejection', 'uncaughtException']) process.on(event, (error) => unhandled.push(error))

/** Fails for each error since the last call that nothing caught. */
export const noneUnhandled = () => same(unhandled.splice(0).map(String), [], 'unhandled errors')

/**
 * Runs `work` with the port while the server listens.
 * @template Result
 * @param {Server} server
 * @param {(port: number) => Result | Promise<Result>} work
 */
export async function serving(server, work) {
  server.listen(0, HOST)
  await once(server, 'listening')
  try {
    return await work(/** @type {import('node:net').AddressInfo} */ (server.address()).port)
  } finally {
    server.close()
    server.closeAllConnections()
    noneUnhandled()
  }
}

/**
 * @template Result
 * @param {Foreign} app
 * @param {(port: number) => Result | Promise<Result>} work
 */
export async function listening(app, work) {
  await app.listen({ port: 0, host: HOST })
  try {
    return await work(/** @type {import('node:net').AddressInfo} */ (app.server.address()).port)
  } finally {
    await app.close()
    noneUnhandled()
  }
}

/**
 * Sends a delivery, its copy and a forgery; each is answered, and the work is done once.
 * @param {number} port
 * @param {Seen} seen
 */
export async function handledOnce(port, { handled, errors }) {
  const delivery = parcel()
  same((await exchange(port, delivery)).status, 200, 'status')
  same((await exchange(port, delivery)).status, 200, 'status of a copy')
  const forged = await exchange(port, parcel({ secret: 'another' }))
  same([forged.status, forged.body], [401, '{"code":"unauthorized"}'], 'answer to a forgery')
  same([handled.length, errors.map(String)], [1, []], 'handled and errors')
}

/**
 * Sends a delivery that cannot be handled.
 * @param {number} port
 * @param {Seen} seen
 */
export async function refusedBeforeWork(port, { handled, errors }, status = 500) {
  same([(await exchange(port, parcel())).status, handled.length], [status, 0], 'status and handled')
  return errors
}
