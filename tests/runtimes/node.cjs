// Node, with the package required.
// @run suite, required, %; on: every Node; core
const library = require('webhook-verifier')

import('./node-run.mjs').then(({ run }) => run(library, 'required'))
