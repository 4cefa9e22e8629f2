// jsdom with what it lacks of a page, out of Node.
const { TestEnvironment } = require('jest-environment-jsdom')

module.exports = class extends TestEnvironment {
  async setup() {
    await super.setup()
    Object.assign(this.global, { Headers, ReadableStream, Request, TextDecoder, TextEncoder })
  }
}
