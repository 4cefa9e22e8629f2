// How much is generated: an everyday amount, and with LONG=1, as `make reliability` has it, as much as was once needed to find
// nothing more.

export const isLong = process.env.LONG === '1'

/**
 * @template T
 * @param {T} everyday
 * @param {T} long
 */
export const amount = (everyday, long) => (isLong ? long : everyday)
