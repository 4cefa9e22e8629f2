// `import` and `require` are one package: one instance, one list of names, one class of errors.
import { same, thrown } from '../suite/expect.mjs'

/** @import { Tally } from '../suite/tally.mjs' */
/** @import { Library } from '../suite/cases.d.ts' */

/**
 * `ways` are the namespaces that each way of loading the package gave; the last was required.
 * @param {Library[]} ways
 * @param {Tally} tally
 */
export async function onePackage(ways, tally) {
  const names = Object.keys(ways.at(-1) ?? {}).sort()
  /** @type {(way: object | undefined, name: string) => unknown} */
  const memberOf = (way, name) => Object.entries(way ?? {}).find(([key]) => key === name)?.[1]
  await tally.group('import and require are one package', names, (name) =>
    ways.forEach((way) => same(memberOf(way, name) === memberOf(ways[0], name), true, name))
  )
  await tally.group('an error of one is an error of the other', ways, ({ verifyWebhook, WebhookVerifier }) => {
    const error = thrown(() => new WebhookVerifier('k').verify({ headers: {}, body: '' }))
    same(verifyWebhook('', '', '', 'k'), false, 'verifyWebhook')
    same(error.code, 'missing_header', 'code')
    ways.forEach(({ WebhookError }) => same(error instanceof WebhookError, true, 'instanceof'))
  })
}
