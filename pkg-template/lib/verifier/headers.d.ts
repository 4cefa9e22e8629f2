// Types of headers.js for modules in TypeScript.
export declare const NAMES: readonly string[]
export declare function readHeaders(headers: unknown): Array<string | null>
