exports.required = require('webhook-verifier')
