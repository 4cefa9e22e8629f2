// Types that a compiler cannot infer from the examples: their servers listen on ports, and the page of the browser's example has these fields.

declare module 'http' {
  interface Server {
    address(): import('node:net').AddressInfo
  }
}

interface HTMLFormControlsCollection {
  timestamp: HTMLInputElement
  signature: HTMLInputElement
  body: HTMLTextAreaElement
  secret: HTMLInputElement
  verdict: HTMLOutputElement
}
