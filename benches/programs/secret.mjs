// The secrets of verifiers. Every delivery is signed with the first.
export const SECRET = 'whsec_4f1c2d8e9b7a6051'
export const SECRETS = [SECRET, 'whsec_8a7d30c5e2f19b64', 'whsec_c93e5fb07a1d4286', 'whsec_1b6e8d24f7a0c359']
