// A real D1 in workerd that several processes share: the binding, whose batches go over HTTP.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { root } from '../../scripts/project.mjs'

export async function startD1() {
  const { Miniflare } = createRequire(join(root, '.tools/runtimes/package.json'))('miniflare')
  const script = readFileSync(new URL('d1-worker.mjs', import.meta.url), 'utf8')
  const worker = new Miniflare({ modules: true, script, compatibilityDate: '2026-01-01', d1Databases: { DB: 'db' } })
  const url = await worker.ready
  return { url: url.href, remove: () => worker.dispose() }
}

/**
 * The shape that `d1ReplayStore` takes.
 * @param {string} url
 */
export function bindingTo(url) {
  /** @param {string} sql */
  const prepare = (sql) => ({ bind: (/** @type {unknown[]} */ ...values) => ({ sql, values }) })
  const batch = async (/** @type {unknown[]} */ statements) => {
    const response = await posted(url, JSON.stringify(statements))
    if (!response.ok) throw new Error(`D1 answered ${response.status}`)
    return response.json()
  }
  return { prepare, batch }
}

const TRIES = 5

/**
 * Tries again where the connection broke, as Miniflare's server closes idle ones; each call of a store may be applied twice.
 * @param {string} url
 * @param {string} body
 */
async function posted(url, body) {
  for (let tries = 1; ; tries++) {
    try {
      return await fetch(url, { method: 'POST', body, headers: { connection: 'close' } })
    } catch (error) {
      if (tries === TRIES) throw error
    }
  }
}
