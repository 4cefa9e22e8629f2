// Reads answers of HTTP/1.1 off a connection.

/**
 * Returns a function of text that calls `onAnswer` with the head of each answer that is whole.
 * @param {(head: string) => void} onAnswer
 */
export function answerReader(onAnswer) {
  let text = ''
  return (/** @type {Uint8Array} */ piece) => {
    text += piece
    for (let end = endOf(text); end > 0; end = endOf(text)) {
      const head = text.slice(0, text.indexOf('\r\n\r\n'))
      text = text.slice(end)
      onAnswer(head)
    }
  }
}

/**
 * Where the first answer ends, or 0 for one that is not whole.
 * @param {string} text
 */
function endOf(text) {
  const body = text.indexOf('\r\n\r\n') + 4
  if (body < 4) return 0
  const head = text.slice(0, body)
  if (/\r\ntransfer-encoding: chunked/i.test(head)) return afterLastChunk(text, body)
  const length = Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1] ?? 0)
  return text.length < body + length ? 0 : body + length
}

/**
 * Bodies are short texts in JSON, none of which has a line that ends with 0.
 * @param {string} text
 * @param {number} body
 */
function afterLastChunk(text, body) {
  const last = text.indexOf('0\r\n\r\n', body)
  return last < 0 ? 0 : last + 5
}
