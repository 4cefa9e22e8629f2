// Written by hand. Events by their shape: those of @types/aws-lambda fit.

/** An event of a function URL, an API Gateway (format 1.0 or 2.0) or an Application Load Balancer. */
export interface LambdaHttpEvent {
  readonly headers?: { readonly [name: string]: string | undefined } | null | undefined
  readonly body?: string | null | undefined
  readonly isBase64Encoded: boolean
}

export interface LambdaHttpResult {
  statusCode: number
  /** Only for a load balancer. */
  statusDescription?: string
  /** Absent where a load balancer sends `multiValueHeaders` and so takes no others. */
  headers?: { [name: string]: string }
  multiValueHeaders?: { [name: string]: string[] }
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
