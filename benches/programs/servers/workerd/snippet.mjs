import { fetchFunction } from '../fetch.mjs'

export default { fetch: await fetchFunction('snippet', 1) }
