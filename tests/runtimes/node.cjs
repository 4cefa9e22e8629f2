// Node, as CommonJS.
const library = require('webhook-verifier')

import('./node-run.mjs').then(({ run }) => run(library, 'CommonJS'))
