import { answer } from './answer.js'

export default { fetch: () => answer() }
