// How much is generated: an everyday amount, and with LONG=1, as `make prove` has it, as much as was once needed to find nothing
// more.
const isLong = process.env.LONG === '1'
export const amount = (everyday, long) => (isLong ? long : everyday)

// The second of what comes in two kinds, compilers and builds of one framework: a sixth of the whole. CI has it.
const isWhole = isLong || process.env.CI === 'true'
export const onCi = (job) => (isWhole ? job : { ...job, missing: 'it takes long, and runs with CI=true' })
