// Types of body.js for modules in TypeScript.
export declare function bodyOf(value: unknown): string | Uint8Array
export declare function isWellFormed(body: unknown): boolean
