// The vectors as imports; every runtime that this runs on has them.
import deliveries from '../../vectors/deliveries.json' with { type: 'json' }
import diagnose from '../../vectors/diagnose.json' with { type: 'json' }

export const vectors = { deliveries, diagnose }
