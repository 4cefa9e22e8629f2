// Runs a program by Vite's development server, with its module runner. The package is transformed like the program if
// it is to be `inside`.
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { toolFolder } from '../../../scripts/runtimes.mjs'

const [, , root, program, cacheDir, place] = process.argv
const { createServer, createServerModuleRunner } = createRequire(join(toolFolder('bundlers'), 'package.json'))('vite')

const server = await createServer({
  root,
  cacheDir,
  configFile: false,
  logLevel: 'warn',
  server: { middlewareMode: true, ws: false, watch: null },
  ssr: { noExternal: place === 'inside' || [] }
})
await createServerModuleRunner(server.environments.ssr).import(program)
const isInside = [...server.environments.ssr.moduleGraph.idToModuleMap.keys()].some((id) => id.includes('node_modules/webhook-verifier'))
if (isInside !== (place === 'inside')) throw new Error(`the package was not ${place}`)
await server.close()
