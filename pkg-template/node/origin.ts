// The origin of a request's URL, with the host that the sender has written.

/** A host, a port perhaps, and not the beginning of a path or a query. */
const HOST = /^([\w.-]+|\[[\da-f:.]+\])(:\d+)?$/i

/** `localhost` in place of a host that no URL can have, such as one with the port 99999: the request must not fail for it. */
export function toOrigin(scheme: 'http' | 'https', host: string): string {
  const origin = `${scheme}://${host}`
  return HOST.test(host) && URL.canParse(origin) ? origin : `${scheme}://localhost`
}
