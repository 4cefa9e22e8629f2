// `make readme`: the pictures of the inspector, out of the screenshots that its tests leave. With 256 colors it is a third as
// large. Reads 8-bit RGB without interlacing, as screenshots are: https://www.w3.org/TR/png-3/
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { deflateSync, inflateSync } from 'node:zlib'
import { root } from '../../../scripts/project.mjs'
import { present } from '../../suite/expect.mjs'

const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex')
const RGB = 3
const MOST_COLORS = 256

/** @param {Buffer} png */
function withFewColors(png) {
  const { width, height, pixels } = decoded(png)
  const counts = new Map()
  for (const pixel of pixels) counts.set(pixel, (counts.get(pixel) ?? 0) + 1)
  const palette = [...counts]
    .sort(([, one], [, other]) => other - one)
    .slice(0, MOST_COLORS)
    .map(([pixel]) => pixel)
  const places = new Map([...counts.keys()].map((pixel) => [pixel, nearest(pixel, palette)]))
  const rows = Buffer.alloc((width + 1) * height)
  for (const [at, pixel] of pixels.entries()) rows[Math.floor(at / width) + 1 + at] = places.get(pixel) ?? 0
  const header = Buffer.from([...bytes4(width), ...bytes4(height), 8, 3, 0, 0, 0])
  const colors = Buffer.from(palette.flatMap(channels))
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('PLTE', colors),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0))
  ])
}

/**
 * @param {number} pixel
 * @returns {[red: number, green: number, blue: number]}
 */
const channels = (pixel) => [pixel >> 16, (pixel >> 8) & 255, pixel & 255]
/** @param {number} number */
const bytes4 = (number) => [24, 16, 8, 0].map((shift) => (number >>> shift) & 255)

/**
 * @param {number} pixel
 * @param {number[]} palette
 */
function nearest(pixel, palette) {
  const [red, green, blue] = channels(pixel)
  const distances = palette.map((other) => {
    const [itsRed, itsGreen, itsBlue] = channels(other)
    return (itsRed - red) ** 2 + (itsGreen - green) ** 2 + (itsBlue - blue) ** 2
  })
  return distances.indexOf(Math.min(...distances))
}

/**
 * Pixels as numbers of 24 bits.
 * @param {Buffer} png
 */
function decoded(png) {
  const chunks = chunksOf(png)
  const { data: header } = present(chunks[0])
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)]
  if (header.toString('hex', 8) !== '0802000000') throw new Error('the screenshot is no 8-bit RGB')
  const raw = inflateSync(Buffer.concat(chunks.filter(({ type }) => type === 'IDAT').map(({ data }) => data)))
  const stride = width * RGB
  const pixels = []
  let above = Buffer.alloc(stride)
  for (let at = 0; at < raw.length; at += stride + 1) {
    above = unfiltered(raw.readUInt8(at), raw.subarray(at + 1, at + 1 + stride), above)
    for (let x = 0; x < stride; x += RGB) pixels.push(above.readUIntBE(x, RGB))
  }
  return { width, height, pixels }
}

/** @param {Buffer} png */
function chunksOf(png) {
  const chunks = []
  for (let at = SIGNATURE.length; at < png.length; ) {
    const length = png.readUInt32BE(at)
    chunks.push({ type: png.toString('latin1', at + 4, at + 8), data: png.subarray(at + 8, at + 8 + length) })
    at += length + 12
  }
  return chunks
}

/**
 * @param {number} filter
 * @param {Buffer} line
 * @param {Buffer} above
 */
function unfiltered(filter, line, above) {
  const row = Buffer.alloc(line.length)
  for (const [at, value] of line.entries()) {
    const [left, up, corner] = [row[at - RGB] ?? 0, above.readUInt8(at), above[at - RGB] ?? 0]
    row[at] = value + present([0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter], 'the filter')
  }
  return row
}

/**
 * @param {number} left
 * @param {number} up
 * @param {number} corner
 */
function paeth(left, up, corner) {
  const guess = left + up - corner
  const [toLeft, toUp, toCorner] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)]
  return toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up : corner
}

/**
 * @param {string} type
 * @param {Buffer} data
 */
function chunk(type, data) {
  const content = Buffer.concat([Buffer.from(type), data])
  return Buffer.concat([Buffer.from(bytes4(data.length)), content, Buffer.from(bytes4(crc(content)))])
}

/** @param {Buffer} content */
function crc(content) {
  let sum = ~0
  for (const byte of content) {
    sum ^= byte
    for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0)
  }
  return ~sum >>> 0
}

mkdirSync(join(root, 'docs/images'), { recursive: true })
for (const scheme of ['light', 'dark']) {
  const screenshot = readFileSync(join(root, `target/inspector/picture-${scheme}.png`))
  writeFileSync(join(root, `docs/images/inspector-${scheme}.png`), withFewColors(screenshot))
}
