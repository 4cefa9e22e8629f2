// The places where a browser runs scripts. The function runs in a page, as text, so it can name nothing outside of itself.

/**
 * Starts the script in one of the places, asks it for its report, and resolves to the lines of that.
 * @param {string} place
 * @param {string} script
 * @param {WorkerType} type
 */
export function startIn(place, script, type) {
  /** @param {Foreign} event */
  const failure = (event) => new Error(`${script} in ${place}: ${event.message || 'not loaded'}`)
  const places = {
    page: () =>
      new Promise((resolve, reject) => {
        const element = Object.assign(document.createElement('script'), { type, src: script })
        element.onload = () => resolve(window)
        element.onerror = (event) => reject(failure(event))
        addEventListener('error', element.onerror)
        document.head.append(element)
      }),
    worker: () => new Worker(script, { type }),
    serviceWorker: async () => {
      const { active, installing, waiting } = await navigator.serviceWorker.register(script, { type })
      return installing ?? waiting ?? active
    }
  }
  const { port1, port2 } = new MessageChannel()
  return new Promise((resolve, reject) => {
    port1.onmessage = ({ data }) => resolve(data)
    const ask = (/** @type {Foreign} */ target) => {
      target.onerror = (/** @type {Foreign} */ event) => reject(failure(event))
      target.postMessage('report', { transfer: [port2] })
    }
    Promise.resolve(places[/** @type {keyof typeof places} */ (place)]())
      .then(ask)
      .catch(reject)
  })
}
