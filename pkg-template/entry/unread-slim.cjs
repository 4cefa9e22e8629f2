// As unread.cjs.
const all = require('./slim.cjs')

module.exports = all
