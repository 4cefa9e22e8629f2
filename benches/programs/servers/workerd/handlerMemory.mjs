import { fetchFunction } from '../fetch.mjs'

export default { fetch: await fetchFunction('handlerMemory', 1) }
