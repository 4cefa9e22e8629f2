const suite = (testEnvironment, file) => ({ displayName: `${file} in ${testEnvironment}`, testEnvironment, testMatch: [`**/${file}`] })

module.exports = {
  projects: [
    suite('node', 'suite.test.cjs'),
    suite('node', 'suite.test.mjs'),
    suite('./page.cjs', 'suite.test.cjs'),
    suite('./page.cjs', 'suite.test.mjs'),
    suite('jsdom', 'plain.test.cjs')
  ]
}
