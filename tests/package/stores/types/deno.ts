// In Deno, with its own types.
import { denoKvReplayStore } from 'webhook-verifier/replay/deno-kv'
import type { ReplayStore } from 'webhook-verifier/replay'

const store: ReplayStore = denoKvReplayStore(await Deno.openKv())
void store
// @ts-expect-error not yet opened
denoKvReplayStore(Deno.openKv())
