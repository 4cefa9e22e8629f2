import cloudflare from '@astrojs/cloudflare'

// The vectors have keys named __proto__, which Vite's literals for named exports would take for the prototype.
const vite = { json: { namedExports: false, stringify: true } }

export default { output: 'server', adapter: cloudflare({ imageService: 'passthrough' }), vite }
