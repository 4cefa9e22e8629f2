// A report for a ticket, without the body and the secret.
import { checksOf } from '../lib/display/checks.ts'
import type { Evaluation } from './evaluate.ts'
import { type Clock, verdictOf } from './result.ts'

/** Header values that are neither credentials nor data. */
const SHOWN = /^(x-webhook-(timestamp|signature|event|delivery-id)|content-(type|length|encoding)|user-agent)$/i

/** Markdown, as tickets take it. */
export function reportText(evaluation: Evaluation, { now, ignoresAge }: Clock): string {
  const { capture, error, event, findings } = evaluation
  const { title, text } = verdictOf(evaluation)
  const lines = [
    `Webhook delivery: ${title}`,
    text,
    '',
    `Evaluated at ${now.toISOString()}${ignoresAge ? ', age ignored' : ''}`,
    `Body: ${capture.body.length} bytes, not included`,
    ...(event || error ? [`Checks: ${checkWords(error?.code)}`] : [])
  ]
  const headers = capture.headers.map(([name, value]) => `- ${name}${SHOWN.test(name) ? `: ${value}` : ' (value not included)'}`)
  const causes = findings.map(({ code, certainty, message, fix }) => `- ${code} (${certainty}): ${message}\n  fix: ${fix}`)
  return [...lines, ...section('Diagnosis', causes), ...section('Headers', headers), ''].join('\n')
}

const checkWords = (code: string | undefined) =>
  checksOf(code)
    .map(({ title, state }) => `${title} ${state}`)
    .join(', ')

const section = (title: string, lines: string[]) => (lines.length ? ['', `${title}:`, ...lines] : [])
