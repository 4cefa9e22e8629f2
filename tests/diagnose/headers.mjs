// Mistakes with headers and clocks.
import { changed, COMPACT, headersOf, mistake, NOW, TIME } from './sender.mjs'
import { python } from './tools.mjs'

const LINES = headersOf(COMPACT)
const fetched = () => new Headers(LINES)
const named = (name) => LINES.find(([known]) => known === name)[1]

/** As CGI and WSGI hand headers over: RFC 3875 section 4.1.18. */
const cgi = JSON.parse(
  python("json.dumps([['HTTP_' + n.upper().replace('-', '_'), v] for n, v in json.loads(body)])", JSON.stringify(LINES))
)

const lost = (name, headers, likely, more = {}) => mistake(name, { headers, likely, ...more })

const headerMistakes = () => [
  lost('a Headers object, spread', Object.entries({ ...fetched() }), ['headers_spread']),
  lost('a Headers object, through JSON', Object.entries(JSON.parse(JSON.stringify(fetched()))), ['headers_spread']),
  lost('no headers at all', [], ['headers_spread'], { given: { headers: 'missing' } }),
  lost('no signature, as the sender has no secret', changed(LINES, { 'X-Webhook-Signature': undefined }), ['header_missing']),
  lost('no timestamp, as a proxy has dropped it', changed(LINES, { 'X-Webhook-Timestamp': undefined }), ['header_missing']),
  lost('an empty signature', changed(LINES, { 'X-Webhook-Signature': '' }), ['header_missing']),
  mistake('the flat list of Node', { headers: LINES, given: { headers: 'flat' }, proved: ['headers_spread'] }),
  mistake('another signature that a proxy appended', {
    headers: [...fetched()].map(([name, value]) => (/signature/.test(name) ? [name, `${value}, sha256=${'0'.repeat(64)}`] : [name, value])),
    proved: ['header_duplicated']
  }),
  mistake('another timestamp on a line of its own', {
    headers: [['x-webhook-timestamp', '2026-01-01T00:00:01Z'], ...LINES],
    proved: ['header_duplicated']
  }),
  mistake('another event on a line of its own', { headers: [['x-webhook-event', 'job.failed'], ...LINES], proved: ['header_duplicated'] }),
  mistake('names as CGI has them', { headers: cgi, proved: ['header_renamed', 'header_renamed'] }),
  mistake('names that have lost their X-', {
    headers: LINES.map(([name, value]) => [name.replace('X-', ''), value]),
    proved: ['header_renamed', 'header_renamed']
  }),
  mistake('timestamp and signature in each other’s place', {
    headers: changed(LINES, { 'X-Webhook-Timestamp': named('X-Webhook-Signature'), 'X-Webhook-Signature': TIME }),
    proved: ['headers_swapped']
  }),
  mistake('event and delivery id in each other’s place', {
    headers: changed(LINES, { 'X-Webhook-Event': 'dlv_1', 'X-Webhook-Delivery-Id': 'job.completed' }),
    proved: ['headers_swapped']
  }),
  mistake('another event in the header', { headers: changed(LINES, { 'X-Webhook-Event': 'job.failed' }), proved: ['event_mismatch'] }),
  mistake('a body that is no strict JSON', { body: '{"event":"job.completed","event":"job.failed"}', proved: ['payload_malformed'] })
]

const later = (seconds) => new Date(Date.parse(TIME) + seconds * 1000).toISOString()
const clock = (name, now, proved, likely) => mistake(name, { now, proved, likely })
const clocks = () => [
  clock('handled from a queue, 42 minutes late', later(42 * 60 + 7), ['clock_skew']),
  clock('a clock that is 9 minutes slow', later(-9 * 60), ['clock_skew']),
  clock('a local time in India with Z behind it', later(5.5 * 3600 + 3), ['clock_skew'], ['clock_time_zone']),
  clock('a local time in New York with Z behind it', later(-5 * 3600 + 3), ['clock_skew'], ['clock_time_zone']),
  clock('a retry of an hour later', later(3600), ['clock_skew'], ['clock_time_zone']),
  clock('new Date(seconds)', new Date(Date.parse(NOW) / 1000).toISOString(), ['clock_skew', 'clock_units']),
  clock('new Date(milliseconds * 1000)', new Date(Date.parse(NOW) * 1000).getTime(), ['clock_skew', 'clock_units'])
]

export const headers = () => [...headerMistakes(), ...clocks()]
