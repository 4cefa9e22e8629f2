export * from 'webhook-verifier/testing'
