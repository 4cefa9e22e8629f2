// Headers of a delivery from any sender, as Node hands them over: a search for one header passes all of these.
export const COMMON = {
  'host': 'app.example',
  'user-agent': 'webhooks/1.0',
  'accept': '*/*',
  'accept-encoding': 'gzip, br',
  'content-type': 'application/json',
  'x-forwarded-for': '203.0.113.7',
  'x-forwarded-proto': 'https',
  'x-request-id': '5f0c3f9e-5b0e-4f0a-9d53-0f9f1e2a7c11'
}
