// A straight line through times: `nanos = start + slope × bytes`, by least squares of the relative errors, as times from
// one end to the other differ ten-thousandfold.
/** @import { Point } from '../figures.d.ts' */

/** @param {Point[]} points */
export function fit(points) {
  const sums = { w: 0, x: 0, y: 0, xx: 0, xy: 0 }
  for (const { bytes: x, nanos: y } of points) {
    const w = 1 / (y * y)
    for (const [name, value] of Object.entries({ w: 1, x, y, xx: x * x, xy: x * y }))
      sums[/** @type {keyof typeof sums} */ (name)] += w * value
  }
  const { w, x, y, xx, xy } = sums
  const slope = (w * xy - x * y) / (w * xx - x * x)
  const start = (y - slope * x) / w
  const residuals = points.map(({ bytes, nanos }) => (nanos - start - slope * bytes) / nanos)
  return { start, slope, r2: r2(points, residuals, y / w), worst: Math.max(...residuals.map(Math.abs)) }
}

/**
 * The part of the (relative) variance that the line explains.
 * @param {Point[]} points
 * @param {number[]} residuals
 * @param {number} mean
 */
function r2(points, residuals, mean) {
  const left = residuals.reduce((sum, residual) => sum + residual ** 2, 0)
  const all = points.reduce((sum, { nanos }) => sum + ((nanos - mean) / nanos) ** 2, 0)
  return 1 - left / all
}
