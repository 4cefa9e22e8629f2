// Diagnosis in Node, required.
const library = require('webhook-verifier/diagnose')

import('./diagnose/run.mjs').then(({ run }) => run(library)).then((good) => (process.exitCode = good ? 0 : 1))
