// Types that a compiler cannot infer from the examples: their servers listen on ports, and the page of the browser's example has a
// form with these fields.

declare module 'http' {
  interface Server {
    address(): import('node:net').AddressInfo
  }
}

interface Document {
  querySelector(selector: 'form'): HTMLFormElement
}

interface HTMLFormControlsCollection {
  timestamp: HTMLInputElement
  signature: HTMLInputElement
  body: HTMLTextAreaElement
  secret: HTMLInputElement
  verdict: HTMLOutputElement
}
