// Breaks the module at a chosen call, from the import of this file on. Import it before the package.
import { arm } from '../runtimes/suite/fault-injection.mjs'

export { GARBAGE, sabotage, trapped } from '../runtimes/suite/fault-injection.mjs'

arm()
