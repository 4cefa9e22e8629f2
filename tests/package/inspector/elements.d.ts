// The elements of the inspector's page that the functions of page.mjs find by their ids. Each is in the page, or its test fails.

interface InspectorElements {
  'paste': HTMLTextAreaElement
  'body-paste': HTMLTextAreaElement
  'secret': HTMLInputElement
  'clock': HTMLInputElement
  'file': HTMLInputElement
  'example': HTMLSelectElement
  'event': HTMLSelectElement
}

interface Document {
  getElementById<Id extends keyof InspectorElements>(id: Id): InspectorElements[Id]
  getElementById(id: string): HTMLElement
  querySelector<Found extends HTMLElement = HTMLElement>(selector: string): Found | null
}

interface Window {
  axe: { run(page: Document): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> }
}
