// Breaks the module at a chosen call, from the import of this file on. Import it before the package.
import { arm } from '../runtimes/suite/sabotage.mjs'

export { GARBAGE, sabotage, trapped } from '../runtimes/suite/sabotage.mjs'

arm()
