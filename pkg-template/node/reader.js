// The raw bytes of a Node request, from wherever a framework has left them, as the reader of a Fetch body gives them out.
import { RAW_BODY } from '../body.js'
import { isBytes } from '../secret.js'

export function readerOf(req, stream) {
  const bytes = [req.rawBody, req.body].find(isBytes)
  if (bytes) return readerOfBytes(bytes)
  // Where a parser has passed it by, because of its type, the stream still has it all.
  if (stream.readableDidRead) throw new TypeError(`The body was read already, ${culpritOf(req)}. ${KEEP} ${RAW_BODY}.`)
  return readerOfStream(stream)
}

const KEEP =
  'Put the webhook before it, or let it keep the bytes: ' +
  'express.json({ verify: (req, res, bytes) => { req.rawBody = bytes } }), in Nest { rawBody: true }.'

function culpritOf({ rawBody, body }) {
  if (typeof rawBody === 'string') return 'and req.rawBody is a string; bytes are needed'
  if (typeof body === 'string') return 'by express.text() or another parser that left a string in req.body'
  const parser = 'by express.json(), express.urlencoded() or another parser'
  return body === undefined ? 'and nobody kept it in req.rawBody or req.body' : `${parser} that left its result in req.body`
}

function readerOfBytes(bytes) {
  const pieces = [bytes].values()
  return { read: async () => pieces.next(), cancel: async () => {} }
}

/** Left early, the request lives on to be answered; the rest of its body is let go, so that the connection can, too. */
function readerOfStream(stream) {
  // A sender who hangs up between two reads is no uncaught exception.
  stream.on('error', () => {})
  const pieces = stream.iterator?.({ destroyOnReturn: false }) ?? stream[Symbol.asyncIterator]()
  const cancel = async () => {
    await pieces.return()
    stream.resume()
  }
  return { read: () => pieces.next(), cancel }
}
