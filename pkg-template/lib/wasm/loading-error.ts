// Why the module does not run on this host: one message for each cause.

const ABSENT = 'This runtime has no WebAssembly. Node runs without it under --jitless, browsers in their lockdown modes.'
const POLICY = "The page's Content-Security-Policy forbids WebAssembly: its script-src has to allow 'wasm-unsafe-eval'."
const FORBIDDEN =
  'This runtime forbids compiling WebAssembly, as Cloudflare Workers do. The package has to be resolved with the condition workerd; ' +
  "for Next.js on Workers, add serverExternalPackages: ['webhook-verifier'] to next.config."
const DAMAGED = "webhook-verifier's WebAssembly module is damaged: it does not compile. Install the package again."

/** The shortest module: four characters of magic, four of version. */
const EMPTY = [0, 97, 115, 109, 1, 0, 0, 0]

/** Explains the host's own `error`, which names neither the cause nor a remedy. */
export const loadingError = (error: unknown): Error => new Error(explanation(), { cause: error })

function explanation(): string {
  if (!globalThis.WebAssembly) return ABSENT
  if (runsModules()) return DAMAGED
  // Pages and their workers have a location; Workers of Cloudflare and Node have none.
  return globalThis.location ? POLICY : FORBIDDEN
}

/** A page's policy stops Chromium and Firefox at the module, WebKit at the instance. */
function runsModules(): boolean {
  try {
    return Boolean(new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array(EMPTY))))
  } catch {
    return false
  }
}
