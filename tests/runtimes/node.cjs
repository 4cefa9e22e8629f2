// Node, with the package required.
const library = require('webhook-verifier')

import('./node-run.mjs').then(({ run }) => run(library, 'required'))
