//! The proof that a delivery is genuine and in time.

use super::ReplayKey;
use crate::error::Error;
use crate::event_summary::EventSummary;
use crate::fixed_str::EventName;
use crate::json::Outline;
use crate::signature::{Signature, SignatureText};
use crate::timestamp::Timestamp;
use crate::unix_time::UnixTime;

/// The signature of a delivery that is genuine and in time. Only [`Verification::finish`](crate::Verification::finish) makes one.
///
/// It does not hold the body, so it yields no event: only a [`Verified`](crate::Verified) does, which holds the bytes that were
/// verified.
///
/// ```compile_fail,E0599
/// # use webhook_verifier::VerifiedSignature;
/// fn forge(signature: &VerifiedSignature) {
///     let _ = signature.event(br#"{"event":"job.completed"}"#);
/// }
/// ```
///
/// ```compile_fail,E0451
/// # use webhook_verifier::VerifiedSignature;
/// fn forge(signature: VerifiedSignature) -> VerifiedSignature {
///     VerifiedSignature { secret_index: 0, ..signature }
/// }
/// ```
#[derive(Clone, Copy, Debug)]
#[must_use]
pub struct VerifiedSignature {
    timestamp: Timestamp,
    signature: Signature,
    secret_index: usize,
    event: EventName,
}

impl VerifiedSignature {
    pub(super) const fn new(timestamp: Timestamp, signature: Signature, secret_index: usize, event: EventName) -> Self {
        Self { timestamp, signature, secret_index, event }
    }

    /// When the sender signed.
    #[must_use]
    pub const fn signed_at(&self) -> UnixTime {
        self.timestamp.time()
    }

    /// The timestamp header, as it was signed.
    #[must_use]
    pub fn timestamp(&self) -> &str {
        self.timestamp.as_str()
    }

    /// The signature header. Keep it out of logs: with the body it is a delivery that can be replayed.
    #[must_use]
    pub fn text(&self) -> SignatureText {
        self.signature.text()
    }

    /// The index of the secret that signed, from 0, in the order of [`Secrets::new`](crate::Secrets::new).
    #[must_use]
    pub const fn secret_index(&self) -> usize {
        self.secret_index
    }

    /// The key of the delivery for a replay store.
    #[must_use]
    pub fn replay_key(&self) -> ReplayKey {
        ReplayKey::new(&self.signature)
    }

    /// Two seeds for the scanner, taken from the verified signature: the author of a body cannot know them beforehand. The second
    /// is for another pass when the first one reports a duplicate key.
    pub(crate) fn seeds(&self) -> [[u32; 2]; 2] {
        let mut seeds = [[0; 2]; 2];
        for (seed, bytes) in seeds.as_flattened_mut().iter_mut().zip(self.signature.as_bytes().as_chunks::<4>().0) {
            *seed = u32::from_le_bytes(*bytes);
        }
        seeds
    }

    /// The event header, empty when absent.
    #[cfg(feature = "alloc")]
    pub(super) const fn event_header(&self) -> &EventName {
        &self.event
    }

    /// Summarizes the event of a body. The outline must be that of the verified body; a signature cannot check this.
    pub(crate) fn summarize(&self, outline: &Outline) -> Result<EventSummary, Error> {
        EventSummary::new(outline, &self.event)
    }
}
