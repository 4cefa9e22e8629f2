// Fixes for a body that is at hand as it arrived: a parser of the reader cannot have changed it.
import type { Finding } from 'webhook-verifier/diagnose'

/** Their fixes are right for bytes as they arrived, too. */
const KEPT = ['body_too_large', 'body_compressed']

const BODY =
  "these are the bytes as they arrived, so a proxy, a tunnel or the sender's own code changed the body after it was signed. Send a delivery " +
  'past the proxy and the tunnel to find out which. If you wrote the sender, sign exactly the bytes that it sends'
const UNEXPLAINED =
  "most often, the secret is the wrong one: compare its first and last characters with the provider's page, and check whether it is for " +
  'test or live. Then send a delivery past each proxy and tunnel: these are the bytes as they arrived, so only a proxy, a tunnel or the ' +
  "sender can have changed the body. If the secret and the body are right, ask the provider's support, with the delivery id"
const SAVED = 'If the file was saved with the bytes as they arrived, a proxy, a tunnel or the sender changed the body'

const isAboutBody = ({ code }: Finding) => code.startsWith('body_') && !KEPT.includes(code)

/** For a delivery that this process has received. */
export const receivedFix = (finding: Finding): Finding => {
  if (isAboutBody(finding)) return { ...finding, fix: BODY }
  return finding.code === 'unexplained' ? { ...finding, fix: UNEXPLAINED } : finding
}

/** For a file of packDelivery: its bytes may be those that arrived, or those of a parser. */
export const savedFix = (finding: Finding): Finding =>
  isAboutBody(finding) || finding.code === 'unexplained' ? { ...finding, fix: `${finding.fix}\n${SAVED}` } : finding
