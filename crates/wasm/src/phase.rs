//! Progress of a delivery.

use webhook_verifier::bindings::UnverifiedEvent;
use webhook_verifier::{Verification, VerifiedSignature};

/// Progress of the delivery. Overwritten in place; a move would leave a copy of the key.
pub(crate) enum Phase {
    /// As large as the largest phase, so that writing it leaves no byte of an earlier one.
    #[expect(dead_code, reason = "written to overwrite, never read")]
    Cleared([u64; size_of::<Verification>() / size_of::<u64>()]),
    /// Hashes the body of a delivery.
    Verifying(Verification),
    Verified(VerifiedSignature),
    Unverified(UnverifiedEvent),
}

impl Phase {
    pub(crate) const CLEARED: Self = Self::Cleared([0; size_of::<Verification>() / size_of::<u64>()]);
}
