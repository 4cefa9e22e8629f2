// Written by hand. Events by their shape: those of @types/aws-lambda fit.

/** An event of a function URL or an API Gateway, version 1.0 or 2.0. */
export interface LambdaHttpEvent {
  readonly headers?: { readonly [name: string]: string | undefined } | null
  readonly body?: string | null | undefined
  readonly isBase64Encoded: boolean
}

export interface LambdaHttpResult {
  statusCode: number
  headers: { [name: string]: string }
  body: string
  isBase64Encoded: boolean
}

/** Turns a handler of Fetch requests into one for AWS Lambda. The functions get `[event, context]` as `platform`. */
export function toLambdaHandler(
  handler: (
    request: any,
    ...platform: any[]
  ) => Promise<{ readonly status: number; readonly headers: { get(name: string): string | null }; text(): Promise<string> }>
): (event: LambdaHttpEvent, context?: unknown) => Promise<LambdaHttpResult>
