// Code before the routes: Next.js runs it on the edge where it is called middleware.js, in Node where proxy.js.
import { answer } from './answer.js'

export const config = { matcher: '/gate' }

export default () => answer()
