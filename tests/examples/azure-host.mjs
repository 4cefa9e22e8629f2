// The host of Azure Functions, as far as a function with an HTTP trigger sees it. The host itself is no package of a registry. This one
// implements the module that it provides, `@azure/functions-core`; registration, and the conversion of requests and answers, are those
// of the package `@azure/functions`. `node tests/examples/azure-host.mjs <module>`.
import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import Module from 'node:module'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

/** @import { IncomingMessage, ServerResponse } from 'node:http' */

/** @type {Foreign} */
let model
const functions = new Map()
const core = {
  setProgrammingModel: (/** @type {Foreign} */ given) => (model = given),
  registerFunction: (/** @type {Foreign} */ metadata, /** @type {Foreign} */ callback) =>
    functions.set(metadata.name, { metadata, callback }),
  log: (/** @type {string} */ level, /** @type {string} */ category, /** @type {string} */ text) => console.log(text)
}
// Not public, so without a type: the loader of CommonJS modules.
const loader = /** @type {any} */ (Module)
const load = loader._load
loader._load = (/** @type {string} */ name, /** @type {unknown[]} */ ...others) =>
  name === '@azure/functions-core' ? core : load(name, ...others)

await import(pathToFileURL(resolve(process.argv[2] ?? '')).href)
const [{ metadata, callback }] = functions.values()
const [trigger] = Object.values(metadata.bindings)

/**
 * @param {IncomingMessage} request
 * @param {ServerResponse} response
 */
async function answer(request, response) {
  const body = await request.toArray().then(Buffer.concat, () => undefined)
  if (!body) return response.destroy()
  const { method, headers, url } = request
  if (!trigger.methods.includes(method) || url !== `/${trigger.route ?? metadata.name}`) return response.writeHead(404).end()
  const http = { method, headers, url: `http://${headers.host}${url}`, body: { bytes: body } }
  const invocation = { invocationId: randomUUID(), inputData: [{ name: trigger.name, data: { http } }] }
  const one = model.getInvocationModel({ ...invocation, metadata, request: invocation, log: core.log })
  const { context, inputs } = await one.getArguments()
  const { returnValue } = await one.getResponse(context, await one.invokeFunction(context, inputs, callback))
  response.writeHead(Number(returnValue.http.statusCode), returnValue.http.headers).end(returnValue.http.body?.bytes)
}

const server = createServer(answer).listen(0, '127.0.0.1', () => {
  console.log(`listening on http://127.0.0.1:${/** @type {import('node:net').AddressInfo} */ (server.address()).port}`)
})
