// Contenders made ready: each with deliveries of its own scheme, and shown to be right about them before it is timed.
import { bodyOf, FORMS } from './bodies.mjs'
import { SECRET } from './secret.mjs'

/** @import { Contender, Signed, Way } from '../figures.d.ts' */

const LARGE = 262144

/**
 * Deliveries come in turn, so that nothing is faster because it saw the same text just now.
 * @param {number} bytes
 */
const countOf = (bytes) => (bytes > LARGE ? 2 : 8)

/**
 * `path` is `check` or `full`. A contender that cannot take part is left out; one that should and fails here is in `absent` with the reason: a
 * runtime may forbid what a package needs.
 * @param {Foreign[]} modules
 * @param {string} path
 * @param {number} bytes
 * @param {string} form
 */
export async function enter(modules, path, bytes, form) {
  /** @type {Contender[]} */
  const contenders = []
  /** @type {Record<string, string>} */
  const absent = {}
  for (const module of modules.filter((each) => each[path] && !(each.textOnly && form.startsWith('bytes')))) {
    try {
      contenders.push(await contenderOf(module, path, bytes, form))
    } catch (error) {
      absent[module.name] = String(/** @type {Error} */ (error).message).replace(/\n.*/s, '')
    }
  }
  return { contenders, absent }
}

/**
 * @param {Foreign} module
 * @param {string} path
 * @param {number} bytes
 * @param {string} form
 * @returns {Promise<Contender>}
 */
async function contenderOf(module, path, bytes, form) {
  const { sign, verify, asynchronous = module.asynchronous } = await module[path](SECRET)
  const time = new Date().toISOString()
  const deliveries = []
  for (let number = 0; number < countOf(bytes); number++) deliveries.push(await sign(bodyOf(bytes, form, number), time))
  const contender = { name: module.name, asynchronous, verify, deliveries: deliveries.map((each) => shaped(each, form)) }
  await prove(contender, deliveries, form)
  return contender
}

/**
 * @param {Signed} delivery
 * @param {string} form
 */
const shaped = (delivery, form) => ({ ...delivery, body: FORMS[/** @type {keyof typeof FORMS} */ (form)].shape(delivery.body) })

/**
 * True for what is genuine, false where one character of the body differs.
 * @param {{ verify: Way['verify'], name: string, deliveries: Signed[] }} parts
 * @param {Signed[]} texts
 * @param {string} form
 */
async function prove({ verify, name, deliveries }, texts, form) {
  for (const delivery of deliveries) if ((await verify(delivery)) !== true) throw new Error(`${name} refuses what is genuine`)
  for (const delivery of texts) {
    const forged = { ...delivery, body: delivery.body.replace('completed","output', 'complated","output') }
    if (forged.body === delivery.body) throw new Error('nothing was forged')
    if ((await verify(shaped(forged, form))) !== false) throw new Error(`${name} takes what is forged`)
  }
}
