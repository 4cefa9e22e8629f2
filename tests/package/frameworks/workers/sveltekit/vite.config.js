import { sveltekit } from '@sveltejs/kit/vite'

// The vectors have keys named __proto__, which Vite's literals for named exports would take for the prototype.
export default { json: { namedExports: false, stringify: true }, plugins: [sveltekit()] }
