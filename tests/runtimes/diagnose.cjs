// Diagnosis in Node, as CommonJS.
const library = require('webhook-verifier/diagnose')

import('./diagnose/run.mjs').then(({ run }) => run(library)).then((good) => (process.exitCode = good ? 0 : 1))
