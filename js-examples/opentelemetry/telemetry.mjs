// Counts the deliveries of all handlers of a process. It is loaded before the server and the handlers do not know of it. The exporter reads
// OTEL_EXPORTER_OTLP_ENDPOINT, the reader OTEL_METRIC_EXPORT_INTERVAL.
import { subscribe } from 'node:diagnostics_channel'
import { metrics } from '@opentelemetry/api'
import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-http'
import { MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics'

const exportIntervalMillis = Number(process.env.OTEL_METRIC_EXPORT_INTERVAL ?? 60_000)
const reader = new PeriodicExportingMetricReader({
  exporter: new OTLPMetricExporter(),
  exportIntervalMillis,
  exportTimeoutMillis: exportIntervalMillis
})
metrics.setGlobalMeterProvider(new MeterProvider({ readers: [reader] }))

const meter = metrics.getMeter('webhook-verifier')
const deliveries = meter.createCounter('webhook.deliveries', { description: 'Deliveries by outcome' })
const durations = meter.createHistogram('webhook.duration', { unit: 'ms', description: 'From the request to the end of the work' })

// A message has no secret, no signature and no part of the body. Its replayKey is left out, because each value would be a series.
subscribe('webhook-verifier', (message) => {
  const { kind, type, code, durationMs } = /** @type {any} */ (message)
  deliveries.add(1, { kind, ...(type && { type }), ...(code && { code }) })
  if (durationMs !== undefined) durations.record(durationMs, { type })
})
