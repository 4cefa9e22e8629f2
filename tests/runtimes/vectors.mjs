// The vectors as imports, for runtimes and bundlers without a file system.
import deliveries from '../vectors/deliveries.json' with { type: 'json' }
import hmac from '../vectors/hmac.json' with { type: 'json' }
import json from '../vectors/json.json' with { type: 'json' }
import signatures from '../vectors/signatures.json' with { type: 'json' }
import timestamps from '../vectors/timestamps.json' with { type: 'json' }

/** @import { Vectors } from '../suite/cases.d.ts' */

export const vectors = /** @type {Vectors} */ (/** @type {unknown} */ ({ deliveries, hmac, json, signatures, timestamps }))
