//! The limits on a delivery's age and size.

use core::time::Duration;

use crate::unix_time::UnixTime;

/// The limits that a [`Verifier`](crate::Verifier) applies. All are inclusive.
///
/// ```
/// use std::time::Duration;
/// use webhook_verifier::Policy;
/// let Policy { tolerance, future_tolerance, max_body_bytes, .. } = Policy::default();
/// assert_eq!((tolerance.as_secs(), future_tolerance.as_secs(), max_body_bytes), (300, 60, 1 << 20));
/// let strict = Policy::default().with_tolerance(Duration::from_secs(30));
/// assert!(strict.tolerance < tolerance);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Policy {
    /// The age allowed. Default 300 s.
    pub tolerance: Duration,
    /// How far the sender's clock may be ahead of yours. Default 60 s.
    pub future_tolerance: Duration,
    /// The size of the body in bytes. Default 1 MiB.
    pub max_body_bytes: u64,
}

impl Default for Policy {
    fn default() -> Self {
        Self { tolerance: Duration::from_secs(300), future_tolerance: Duration::from_secs(60), max_body_bytes: 1 << 20 }
    }
}

impl Policy {
    /// Sets the age allowed.
    #[must_use]
    pub const fn with_tolerance(mut self, tolerance: Duration) -> Self {
        self.tolerance = tolerance;
        self
    }

    /// Sets how far the sender's clock may be ahead of yours.
    #[must_use]
    pub const fn with_future_tolerance(mut self, tolerance: Duration) -> Self {
        self.future_tolerance = tolerance;
        self
    }

    /// Sets the size of the body in bytes.
    #[must_use]
    pub const fn with_max_body_bytes(mut self, bytes: u64) -> Self {
        self.max_body_bytes = bytes;
        self
    }

    pub(crate) fn is_too_old(&self, signed_at: UnixTime, now: UnixTime) -> bool {
        signed_at.plus(self.tolerance) < now
    }

    pub(crate) fn is_in_future(&self, signed_at: UnixTime, now: UnixTime) -> bool {
        now.plus(self.future_tolerance) < signed_at
    }
}
