// Bodies as the provider documents them. Pass the members that a test is about as `data`; the rest is filled in.
import type { Job, JobError } from '../index.ts'
import { newId } from './names.ts'
import type { TestPayload } from './types.ts'

/** The request's own fields, which come back in the job. */
const REQUEST = { video_url: 'https://cdn.example/input.mp4', model: 'original', output_format: 'webm', bg_type: 'transparent' }

const MESSAGES: { readonly [code: string]: string } = {
  invalid_request: 'The request is not valid',
  invalid_api_key: 'The API key is not valid',
  rate_limited: 'Too many requests',
  insufficient_credits: 'Not enough credits to run this job',
  internal_error: 'Something went wrong on our side',
  timeout: 'The job took too long'
}

/** A job that has begun. `data` replaces fields of it; every call makes a job of its own unless `data.id` says otherwise. */
export function jobStarted(data?: Job): TestPayload<'job.started'> {
  return payload('job.started', { status: 'processing' }, data)
}

/** A job that has finished, with an `output_url`. */
export function jobCompleted(data?: Job): TestPayload<'job.completed'> {
  const id = data?.id ?? newId('job')
  return payload('job.completed', { status: 'completed', output_url: `https://cdn.example/${id}.webm` }, { id, ...data })
}

/** A job that has failed, with an `internal_error` unless `data.error` says otherwise. */
export function jobFailed(data?: Job & { error?: JobError }): TestPayload<'job.failed'> {
  return payload('job.failed', { status: 'failed', error: jobError('internal_error') }, data)
}

/** The error of a failed job, with the message that goes with the code: `jobFailed({ error: jobError('timeout') })`. */
export function jobError(code: NonNullable<JobError['code']>, more?: JobError): JobError {
  return { code, message: MESSAGES[code] ?? code, request_id: newId('req'), ...more }
}

function payload<Name extends string>(event: Name, result: Job, data: Job | undefined): TestPayload<Name> {
  return { event, data: { id: newId('job'), ...REQUEST, ...result, ...data } }
}
