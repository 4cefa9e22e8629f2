// A question whose answer is not shown.
const ENTER = /[\r\n\u0004]/
const CANCEL = '\u0003'
const ERASE = /[\u007f\b]/

/** Resolves to what was typed, up to Enter. */
export function ask(question) {
  const { stdin, stderr } = process
  // Before the question: what is typed at once must not be shown either.
  stdin.setRawMode(true)
  stderr.write(question)
  stdin.setEncoding('utf8')
  return new Promise((resolve) => {
    let answer = ''
    const end = () => {
      stdin.setRawMode(false)
      stdin.pause()
      stdin.off('data', read)
      stderr.write('\n')
    }
    const read = (typed) => {
      for (const character of typed) {
        if (character === CANCEL) return (end(), process.exit(130))
        if (ENTER.test(character)) return (end(), resolve(answer))
        answer = ERASE.test(character) ? [...answer].slice(0, -1).join('') : answer + character
      }
    }
    stdin.on('data', read)
    stdin.resume()
  })
}
