exports.library = require('webhook-verifier')
exports.kit = require('webhook-verifier/testing')
