// Diagnosis in Node, required.
// @run diagnosis, required; on: Node 20
const library = require('webhook-verifier/diagnose')

import('./diagnose/run.mjs').then(({ run }) => run(library)).then((good) => (process.exitCode = good ? 0 : 1))
