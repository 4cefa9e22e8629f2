// Breaks the module at a chosen call, from the import of this file on. Import it before the package.
import { arm } from '../suite/fault-injection.mjs'

export { GARBAGE, sabotage, trapped } from '../suite/fault-injection.mjs'

arm()
