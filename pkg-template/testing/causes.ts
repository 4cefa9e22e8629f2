// The common cause of attacks of one kind, the first word of their names: the omission that accepts them, and its fix.

/** Of kinds that only the sender can sign. */
export const CAUSES: Readonly<Record<string, string>> = {
  time: 'timestamps from the future are not checked',
  timestamp: 'timestamps in other formats than the sent one are accepted',
  body: 'the signed body is not read strictly'
}

export const FIXES: Readonly<Record<string, string>> = {
  'unsigned': 'refuse requests without X-Webhook-Timestamp or X-Webhook-Signature, before anything else',
  'key': 'verify <timestamp>.<body> with your secret only, and fail at startup when it is missing',
  'signature': "compare the whole text, 'sha256=' and 64 lowercase hex digits, in constant time",
  'changed': 'verify the raw bytes of the body and the exact text of the timestamp header, before you parse them',
  'event header': 'use the event in the body, and refuse a header that names another one',
  'encoding': 'refuse requests with a Content-Encoding: the provider does not compress',
  'time': 'refuse deliveries that were signed more than 5 minutes ago, or more than 1 minute ahead',
  'timestamp': 'accept RFC 3339 with T, seconds and a zone only; Date.parse reads more, and NaN passes every comparison',
  'body': 'refuse bodies that are not a JSON object in UTF-8, with each key once',
  'replay': 'record each delivery by its signed timestamp and body (replayKey), before the work begins'
}
