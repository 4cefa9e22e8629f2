// Documents longer than a buffer of the module, with a piece at every place across the border between two of them.
const BORDER = 65_536

/** Members of an object; each as a text or, where it is no UTF-8, in hex. */
const PIECES = [
  '"key":1',
  '"event":"job.completed"',
  '"ev\\u0065nt":"job.failed"',
  '"\\u0065\\u0076\\u0065\\u006e\\u0074":"job.started"',
  '"data":{"id":"j\\u006fb_1"}',
  '"a":1,"\\u0061":2',
  '"é":1,"\\u00e9":2',
  '"😀":1,"\\ud83d\\ude00":2',
  '"\\ud83d\\ude00":1',
  '"\\ud83d":1,"\\ude00":2',
  '"\\ud83d\\ud83d\\ude00":1',
  '"n":[-12.5e+3,true,false,null]',
  '"n":1.5e',
  '"n":truw',
  '"t":"é€😀\\"\\\\"',
  '"t":"\ud83d"',
  '"t":"\\ud83"',
  '"__proto__":{"polluted":1}',
  '"o":{"a":{"b":1,"b":2}}',
  '"o":[[[[[[]]]]]]',
  '"first":1',
  '}'
]
const BROKEN = [
  '227422 3a 22 c3 22',
  '2274223a 22 e282 22',
  '2274223a 22 eda080 22',
  '2274223a 22 f48fbfbf f4908080 22',
  '2274223a 22 c080 22'
]

const FILLERS = { 'whitespace': ' ', 'ASCII': 'x', 'two bytes': 'é', 'three bytes': '€', 'four bytes': '😀' }

/**
 * A document whose bytes from `size` on are the piece.
 * @param {string} piece
 * @param {number} size
 * @param {string} filler
 * @returns {[open: string, piece: string, close: string]}
 */
function around(piece, size, filler) {
  const open = filler === ' ' ? '{"first":0,' : '{"first":0,"fill":"'
  const close = filler === ' ' ? '' : '",'
  const room = size - open.length - close.length
  const width = Buffer.byteLength(filler)
  const fill = filler.repeat(Math.floor(room / width)) + (filler === ' ' ? ' ' : 'x').repeat(room % width)
  return [open + fill + close, piece, '}']
}

export function* straddling() {
  for (const [name, filler] of Object.entries(FILLERS)) {
    for (const piece of PIECES) {
      for (let before = 0; before <= Buffer.byteLength(piece) + 1; before++) {
        const text = around(piece, BORDER - before, filler).join('')
        yield { name: `text, ${piece}, ${before} before the border, after ${name}`, body: text }
        yield { name: `bytes, ${piece}, ${before} before the border, after ${name}`, body: Buffer.from(text) }
      }
    }
  }
  for (const hex of BROKEN) {
    const piece = Buffer.from(hex.replaceAll(' ', ''), 'hex')
    for (let before = 0; before <= piece.length; before++) {
      const [open, , close] = around('', BORDER - before, 'x')
      const body = Buffer.concat([Buffer.from(open), piece, Buffer.from(close)])
      yield { name: `bytes ${hex}, ${before} before the border`, body }
    }
  }
}
