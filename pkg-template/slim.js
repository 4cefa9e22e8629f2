export * from './index.js'
export { init } from './entry/slim.js'
