// dudect on the shipped WebAssembly module in V8. `node [--liftoff-only | --no-liftoff] tests/constant-time/wasm.mjs <package folder>` prints
// Welch's t of each comparison; times are of batches, as the clock is coarser than a call.
import { createHmac, randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { loadSource } from '../package/load-source.mjs'

const { BODY_BYTES, HEADER_BYTES } = await loadSource('lib/contract/abi.ts')

const [, , folder = '', samples = '40000'] = process.argv
const BATCH = 8
const TIME = '2026-01-01T00:00:00Z'
const BODY = '{"event":"job.completed","data":{"id":"job_1"}}'
const KEY = 'whsec_0123456789abcdefghijklmnop'
const module = new WebAssembly.Module(readFileSync(join(folder, 'verifier.wasm')))
/** @type {any} */
const wasm = new WebAssembly.Instance(module).exports
const buffer = Buffer.from(wasm.memory.buffer, wasm.buffer(), BODY_BYTES)
/** The places of the timestamp and of the signature; see `buffer` in crates/wasm/src/lib.rs. */
const time = Buffer.from(wasm.memory.buffer, wasm.buffer() + BODY_BYTES, HEADER_BYTES)
const claimed = Buffer.from(wasm.memory.buffer, wasm.buffer() + BODY_BYTES + HEADER_BYTES, HEADER_BYTES)

const right = `sha256=${createHmac('sha256', KEY).update(`${TIME}.${BODY}`).digest('hex')}`
/**
 * Bytes, made beforehand: how a string was put together would show in what copying it takes.
 * @param {number} at
 */
const tampered = (at) => Buffer.from(right.slice(0, at) + (right[at] === '0' ? '1' : '0') + right.slice(at + 1))

/**
 * @param {number} id
 * @param {Buffer} key
 */
function keep(id, key) {
  buffer.set(key)
  wasm.store_key(id, key.length, 0, NaN)
}

/**
 * Everything up to the verdict; only that is timed.
 * @param {Buffer} signature
 * @param {Buffer} key
 */
function begin(signature, key) {
  keep(1, key)
  wasm.select_key(0, 1)
  claimed.set(signature)
  const isOpen = wasm.begin(time.write(TIME), 71, 0, 0, BODY.length, 1e6, Date.UTC(2026, 0), 300, 60)
  if (!isOpen || !wasm.update(buffer.write(BODY))) throw new Error('refused before there was a verdict')
}

/**
 * @param {Buffer} signature
 * @param {Buffer} key
 */
function verdict(signature, key) {
  begin(signature, key)
  const start = performance.now()
  wasm.finish()
  return performance.now() - start
}

/** Each class is copied to one place, and the first verdict is not counted: copying its bytes is not measured. */
const staged = { signature: Buffer.alloc(71), key: Buffer.alloc(32) }

/**
 * @param {Buffer} signature
 * @param {Buffer} key
 */
function batch(signature, key) {
  staged.signature.set(signature)
  staged.key.set(key)
  verdict(staged.signature, staged.key)
  let spent = 0
  for (let calls = 0; calls < BATCH; calls++) spent += verdict(staged.signature, staged.key)
  return spent
}

/**
 * @param {Buffer} text
 * @param {Buffer} other
 */
function stopsEarly(text, other) {
  const start = performance.now()
  for (let times = 0; times < 50; times++) for (let at = 0; at < text.length; at++) if (text[at] !== other[at]) break
  return performance.now() - start
}

begin(Buffer.from(right), Buffer.from(KEY))
if (!wasm.finish()) throw new Error('the right signature was refused: what is timed is no comparison')

const [key, anotherKey] = [Buffer.from(KEY), randomBytes(32)]
const text = Buffer.alloc(200, 1)
/** @param {number} at */
const other = (at) => Buffer.from(text).fill(0, at, at + 1)
const [first, again, last] = [tampered(7), tampered(7), tampered(70)]
const [early, late] = [other(0), other(199)]
/** @type {Record<string, [one: () => number, other: () => number]>} */
const COMPARISONS = {
  'control, leaky': [() => stopsEarly(text, early), () => stopsEarly(text, late)],
  'control, A/A': [() => batch(first, key), () => batch(again, key)],
  'first or last byte wrong': [() => batch(first, key), () => batch(last, key)],
  'one key or another': [() => batch(first, key), () => batch(first, anotherKey)]
}

/** @param {number[]} times */
function momentsOf(times) {
  const mean = times.reduce((sum, time) => sum + time, 0) / times.length
  return { mean, error: times.reduce((sum, time) => sum + (time - mean) ** 2, 0) / (times.length - 1) / times.length }
}

/**
 * Without the slowest tenth of both, which are interruptions.
 * @param {number[]} one
 * @param {number[]} other
 */
function welch(one, other) {
  const all = [...one, ...other].sort((a, b) => a - b)
  const limit = all[Math.floor(0.9 * all.length)] ?? Number.NaN
  const [a, b] = [momentsOf(one.filter((time) => time <= limit)), momentsOf(other.filter((time) => time <= limit))]
  return (a.mean - b.mean) / Math.sqrt(a.error + b.error)
}

/** @param {() => number} work */
const classOf = (work) => ({ work, times: /** @type {number[]} */ ([]) })

for (const [name, [one, other]] of Object.entries(COMPARISONS)) {
  for (const work of [one, other]) for (let warm = 0; warm < 2000; warm++) work()
  const [even, odd] = [classOf(one), classOf(other)]
  const order = randomBytes(Number(samples))
  for (const byte of order) {
    const { work, times } = byte & 1 ? odd : even
    times.push(work())
  }
  console.log(`t ${welch(even.times, odd.times).toFixed(2)} ${name}`)
}
