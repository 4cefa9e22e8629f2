// Bodies as the provider documents them. Pass the members that a test is about as `data`; the rest is filled in.
import { newId } from './names.js'

/** The request's own fields, which come back in the job. */
const REQUEST = { video_url: 'https://cdn.example/input.mp4', model: 'original', output_format: 'webm', bg_type: 'transparent' }

const MESSAGES = {
  invalid_request: 'The request is not valid',
  invalid_api_key: 'The API key is not valid',
  rate_limited: 'Too many requests',
  insufficient_credits: 'Not enough credits to run this job',
  internal_error: 'Something went wrong on our side',
  timeout: 'The job took too long'
}

export const jobStarted = (data) => payload('job.started', { status: 'processing' }, data)

export function jobCompleted(data) {
  const id = data?.id ?? newId('job')
  return payload('job.completed', { status: 'completed', output_url: `https://cdn.example/${id}.webm` }, { id, ...data })
}

export const jobFailed = (data) => payload('job.failed', { status: 'failed', error: jobError('internal_error') }, data)

/** The error of a failed job, under any code: `jobFailed({ error: jobError('timeout') })`. */
export const jobError = (code, more) => ({ code, message: MESSAGES[code] ?? code, request_id: newId('req'), ...more })

const payload = (event, result, data) => ({ event, data: { id: newId('job'), ...REQUEST, ...result, ...data } })
