// The secret of every delivery.
export const SECRET = 'whsec_4f1c2d8e9b7a6051'
