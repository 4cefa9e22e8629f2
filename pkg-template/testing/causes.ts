// The common cause of attacks of one kind, the first word of their names: the omission that accepts them, and its fix.

/** Of kinds that only the sender can sign. */
export const CAUSES: Readonly<Record<string, string>> = {
  time: 'how far the timestamp is ahead is not checked',
  timestamp: 'the timestamp is not read as a time of the one form that is sent',
  body: 'the signed body is not read strictly'
}

export const FIXES: Readonly<Record<string, string>> = {
  'unsigned': 'refuse what has no X-Webhook-Timestamp or no X-Webhook-Signature, before anything else',
  'key': 'verify <timestamp>.<body> with the secret alone, and stop at start when it is missing',
  'signature': "compare the whole text, 'sha256=' and 64 lower-case hex digits, in constant time",
  'changed': 'verify the bytes as they arrived and the text of the timestamp as the header has it, before parsing either',
  'event header': 'believe the event in the body, and refuse a header that names another',
  'encoding': 'refuse a Content-Encoding: no sender of these compresses',
  'time': 'refuse what was signed more than 5 minutes ago, or is more than 1 minute ahead',
  'timestamp': 'accept RFC 3339 with T, seconds and a zone only; Date.parse reads more, and NaN passes every comparison',
  'body': 'refuse what is no JSON object in UTF-8 with each key once',
  'replay': 'remember what was handled by the signed timestamp and body (replayKey), and do so before the work begins'
}
