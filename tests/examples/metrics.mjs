// The examples that make metrics of the diagnostics channel, with the real exporters: the numbers are right, and no secret, signature or
// part of a body is in any byte of them. `node tests/examples/metrics.mjs <folder> <name>`.
// @run example: opentelemetry; args: opentelemetry
// @run example: prometheus; args: prometheus
import { once } from 'node:events'
import { createServer } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { ok, same } from '../suite/expect.mjs'
import { Tally } from '../suite/tally.mjs'
import { copyOf, start } from './example.mjs'
import { addReceiver } from './receiver.mjs'
import { delivery, outputOf, post, WEBHOOK_SECRET } from './sender.mjs'

/**
 * The used parts of what OpenTelemetry exports, and the counts of either exporter.
 * @typedef {{ key: string, value: { stringValue?: string } }} Attribute
 * @typedef {{ attributes: Attribute[], asDouble?: number, asInt?: number, count?: number }} Point
 * @typedef {{ name: string, sum?: { dataPoints: Point[] }, histogram?: { dataPoints: Point[] } }} Metric
 * @typedef {{ deliveries: Record<string, number>, durations: Record<string, number> }} Counts
 */

const TRIES = 500
const INTERVAL_MILLIS = 100

/** A collector of OpenTelemetry: keeps the bodies of the requests to its endpoint for metrics. */
async function startCollector() {
  /** @type {string[]} */
  const bodies = []
  const server = createServer(async (request, response) => {
    const body = Buffer.concat(await request.toArray()).toString()
    if (request.url === '/v1/metrics') bodies.push(body)
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${/** @type {import('node:net').AddressInfo} */ (server.address()).port}`,
    bodies,
    close: () => (server.close(), server.closeAllConnections())
  }
}

/** @param {Attribute[]} attributes */
const valuesOf = (attributes) => Object.fromEntries(attributes.map(({ key, value }) => [key, value.stringValue]))

/**
 * The counts of the collector's last body: by kind and type or code, and of durations by type.
 * @param {string} body
 * @returns {Counts}
 */
function fromOpenTelemetry(body) {
  /** @type {{ resourceMetrics: { scopeMetrics: { metrics: Metric[] }[] }[] }} */
  const { resourceMetrics } = JSON.parse(body)
  const metrics = resourceMetrics.flatMap(({ scopeMetrics }) => scopeMetrics.flatMap(({ metrics }) => metrics))
  /**
   * @param {string} name
   * @param {'sum' | 'histogram'} kind
   */
  const pointsOf = (name, kind) => metrics.find((metric) => metric.name === name)?.[kind]?.dataPoints ?? []
  const deliveries = pointsOf('webhook.deliveries', 'sum').map(({ attributes, asDouble, asInt }) => {
    const { kind, type, code } = valuesOf(attributes)
    return [`${kind} ${type ?? code}`, Number(asDouble ?? asInt)]
  })
  const durations = pointsOf('webhook.duration', 'histogram').map(({ attributes, count }) => [valuesOf(attributes).type, Number(count)])
  return { deliveries: Object.fromEntries(deliveries), durations: Object.fromEntries(durations) }
}

/**
 * The same of Prometheus' text.
 * @param {string} text
 */
function fromPrometheus(text) {
  /** @param {string} name */
  const all = (name) => [...text.matchAll(new RegExp(`^${name}\\{(.*)\\} (\\d+)$`, 'gm'))]
  /** @param {string} list */
  const labels = (list) => Object.fromEntries([...list.matchAll(/(\w+)="([^"]*)"/g)].map(([, name, value]) => [name, value]))
  const deliveries = all('webhook_deliveries_total').map(([, list = '', count]) => [
    `${labels(list).kind} ${labels(list).of}`,
    Number(count)
  ])
  const durations = all('webhook_duration_seconds_count').map(([, list = '', count]) => [labels(list).of, Number(count)])
  return { deliveries: Object.fromEntries(deliveries), durations: Object.fromEntries(durations) }
}

const [, , folder = '', name = ''] = process.argv
const collector = name === 'opentelemetry' ? await startCollector() : undefined
const settings = collector && { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, OTEL_METRIC_EXPORT_INTERVAL: String(INTERVAL_MILLIS) }
const tally = new Tally()
const server = await start(copyOf(folder, name), { env: { PORT: '0', ...settings } })

/** Every byte that left the process as metrics, and the counts in the last of them. */
async function exported() {
  if (collector) return { text: collector.bodies.join('\n'), ...fromOpenTelemetry(collector.bodies.at(-1) ?? '{"resourceMetrics":[]}') }
  const response = await fetch(`${server.address}/metrics`)
  const text = await response.text()
  return { text, ...fromPrometheus(text) }
}

/** @param {(counts: Counts) => boolean} isSo */
async function untilExported(isSo) {
  for (let tries = 0; tries < TRIES && !isSo(await exported()); tries++) await pause(10)
  return exported()
}

try {
  const copied = await addReceiver(tally, name, server)
  const kept = delivery({ id: 'job_kept_secret', note: 'a-part-of-the-body' })
  same((await post(server.address, kept)).status, 200, 'status')
  const { text, deliveries, durations } = await untilExported(({ deliveries }) => deliveries['handled job.completed'] === 5)
  await tally.group(`${name} counts deliveries`, ['by outcome'], () => {
    const { 'rejected body_timeout': brokenOff, ...others } = deliveries
    same(
      others,
      {
        'handled job.completed': 5,
        'duplicate job.completed': 1,
        'rejected signature_mismatch': 1,
        'rejected missing_header': others['rejected missing_header'],
        'rejected timestamp_too_old': 1,
        'rejected body_too_large': 1
      },
      'counts'
    )
    ok([1, 2].includes(others['rejected missing_header']), `${others['rejected missing_header']} deliveries without a signature`)
    same(durations, { 'job.completed': 5 }, 'durations')
  })
  const secrets = [WEBHOOK_SECRET, 'a-part-of-the-body', 'job_kept_secret', outputOf('job_kept_secret')]
  const signatures = [kept, copied].map(({ signature }) => signature.slice('sha256='.length))
  await tally.group(`${name} exports nothing private`, [...secrets, ...signatures], (part) => ok(!text.includes(part), `it has ${part}`))
  await tally.group(`${name} exports the text that was looked through`, ['job.completed'], (part) => ok(text.includes(part), text))
} finally {
  await server.stop()
  collector?.close()
}
if (!tally.end()) process.exitCode = 1
