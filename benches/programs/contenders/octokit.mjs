// @octokit/webhooks-methods, its own scheme: the body alone is signed, without a time. It takes text only.

/** @import { MakeWay } from '../../figures.d.ts' */
export const name = '@octokit/webhooks-methods'
export const asynchronous = true
export const textOnly = true

/** @type {MakeWay} */
export async function check(secret) {
  const { sign, verify } = await import('@octokit/webhooks-methods')
  return {
    sign: async (body) => ({ body, signature: await sign(secret, body) }),
    verify: ({ body, signature }) => verify(secret, body, signature)
  }
}
