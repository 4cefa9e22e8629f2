// `inspect`: one page, under its policy, and nothing else.
import { ok, same } from '../../../runtimes/suite/expect.mjs'

export async function addInspect(tally, command) {
  await tally.group('inspect', ['page'], async () => {
    const running = command.start(['inspect'])
    const [url] = await running.says(/http:\/\/127\.0\.0\.1:\d+\//)
    const page = await fetch(url)
    const policy = page.headers.get('content-security-policy')
    const others = await Promise.all([fetch(`${url}index.html`), fetch(url, { method: 'POST' })])
    const { status } = await running.end('SIGINT')
    same([page.status, others.map((other) => other.status), status], [200, [404, 404], 0])
    ok(
      /^default-src 'none'; script-src 'sha256-\S+' 'wasm-unsafe-eval'; style-src 'sha256-\S+'; .*connect-src 'none'.*frame-ancestors 'none'$/.test(
        policy
      ),
      policy
    )
    ok((await page.text()).includes('<title>Webhook inspector</title>'), 'another page')
  })
}
