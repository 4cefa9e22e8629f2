// The vectors as imports; every runtime that this runs on has them.
import deliveries from '../../vectors/deliveries.json' with { type: 'json' }
import diagnose from '../../vectors/diagnose.json' with { type: 'json' }

/** @import { DiagnosisVectors } from '../../suite/cases.d.ts' */

export const vectors = /** @type {DiagnosisVectors} */ (/** @type {unknown} */ ({ deliveries, diagnose }))
