import { answer } from '../../answer.js'

export const GET = () => answer()
