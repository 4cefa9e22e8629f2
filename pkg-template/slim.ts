// The same package for those who load the module themselves: one call of `init`, before the first verification.
export * from './index.ts'
export { init } from './lib/wasm/loaders/slim.ts'
