// `import` and `require` are one package: one instance, one list of names, one class of errors.
import { same, thrown } from './suite/expect.mjs'

/** `ways` are the namespaces that each way of loading the package gave; the last was required. */
export async function onePackage(ways, tally) {
  const names = Object.keys(ways.at(-1)).sort()
  await tally.group('import and require are one package', names, (name) =>
    ways.forEach((way) => same(way[name] === ways[0][name], true, name))
  )
  await tally.group('an error of one is an error of the other', ways, ({ verifyWebhook, WebhookVerifier }) => {
    const error = thrown(() => new WebhookVerifier('k').verify({ headers: {}, body: '' }))
    same(verifyWebhook('', '', '', 'k'), false, 'verifyWebhook')
    same(error.code, 'missing_header', 'code')
    ways.forEach(({ WebhookError }) => same(error instanceof WebhookError, true, 'instanceof'))
  })
}
