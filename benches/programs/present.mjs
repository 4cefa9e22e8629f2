// Values that an index or a name may miss, in programs whose figures would turn into NaN without a word.
/**
 * Returns the value. Throws where there is none, so that no figure is made of `undefined`.
 * @template T
 * @param {T | undefined} value
 * @returns {T}
 */
export function present(value) {
  if (value === undefined) throw new Error('a value is missing')
  return value
}
