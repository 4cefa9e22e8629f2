// Before Node 24 an import of a CommonJS file is read for the names of its exports, which takes longer than running it: so
// the file that is imported is this one. A variable, as Node follows `module.exports = require(…)`.
const all = require('./node.cjs')

module.exports = all
