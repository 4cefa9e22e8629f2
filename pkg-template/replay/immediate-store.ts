// The memory store without a promise for each call, as a handler uses its own: a promise costs more than the call.
import { claimArguments, completeArguments, type Holder, type Outcome, releaseArguments } from './arguments.ts'
import { MAX_LENGTH, sha256 } from './digest.ts'
import { MemoryEntries, scopeOf } from './memory-entries.ts'

/** Returns a promise only for a long text, which has to wait for its digest. */
export class ImmediateStore {
  #entries: MemoryEntries

  constructor(maxEntries: number) {
    this.#entries = new MemoryEntries(maxEntries)
  }

  claim(given: unknown): Outcome | Promise<Outcome> {
    return withBounded(claimArguments(given), (claim) => this.#entries.claim(claim))
  }

  complete(given: unknown): void | Promise<void> {
    return withBounded(completeArguments(given), (completion) => this.#entries.complete(completion))
  }

  release(given: unknown): void | Promise<void> {
    return withBounded(releaseArguments(given), (release) => this.#entries.release(release))
  }
}

const withBounded = <Call extends Holder, Result>(call: Call, work: (call: Call) => Result): Result | Promise<Result> =>
  isBounded(call) ? work(call) : bound(call).then(() => work(call))

/** As the keys of a handler are. */
const isBounded = ({ key, owner }: Holder): boolean => isBoundedText(key) && isBoundedText(owner)

const isBoundedText = (text: string): boolean => text.length <= MAX_LENGTH && text[0] !== '\\'

async function bound(call: Holder): Promise<void> {
  call.key = await boundedText(call.key, scopeOf(call.key))
  call.owner = await boundedText(call.owner)
}

/**
 * Replaces a long text by its digest, after its scope, so that the scope's share counts it. A backslash in front tells digests from
 * texts; a text that begins with one gets another.
 */
async function boundedText(text: string, scope = ''): Promise<string> {
  if (text.length <= MAX_LENGTH) return text[0] === '\\' ? `\\${text}` : text
  return `\\${scope && `${await boundedScope(scope)}:`}${await digest(text)}`
}

/** As it is where it can be, because a scope has one share for its short keys and its long ones. */
const boundedScope = async (scope: string): Promise<string> => (isBoundedText(scope) ? scope : await digest(scope))

/** The digest of the text's JSON: UTF-8 would make all lone surrogates one. */
const digest = (text: string): Promise<string> => sha256(JSON.stringify(text))
