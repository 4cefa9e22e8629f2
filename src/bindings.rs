//! The inside of the crate, for the bindings of the npm package and for `webhook-verifier-diagnose`. Out of semver, and out of the docs.

pub use crate::error::Row;
pub use crate::event::{ErrorLocation, EventSummary, UNVERIFIED_SEEDS, UnverifiedEvent};
#[cfg(feature = "alloc")]
pub use crate::json::unescape::{code_units, unescape};
pub use crate::json::{MAX_DEPTH, MAX_OPEN_KEYS, Outline, Scanner};
pub use crate::mac::{Key, Mac, TAG_BYTES, position};

use crate::error::{Error, PayloadErrorKind};
use crate::request::Headers;
use crate::timestamp::{Policy, UnixTime};
use crate::verify::VerifiedSignature;

/// The seeds for the scanner of a verified body, one for each pass.
#[must_use]
pub fn seeds(signature: &VerifiedSignature) -> [[u32; 2]; 2] {
    signature.seeds()
}

/// Classifies the event of the verified body, whose outline it must be.
///
/// # Errors
/// [`Error::EventMismatch`].
pub fn read(signature: &VerifiedSignature, outline: &Outline) -> Result<EventSummary, Error> {
    signature.read(outline)
}

/// Whether a content coding other than `identity` was applied.
#[must_use]
pub const fn is_encoded(headers: &Headers<'_>) -> bool {
    headers.is_encoded()
}

/// Whether a delivery signed at `signed` is past the tolerance.
#[must_use]
pub fn is_too_old(window: &Policy, signed: UnixTime, now: UnixTime) -> bool {
    window.is_too_old(signed, now)
}

/// Whether a delivery signed at `signed` is further ahead than the future tolerance.
#[must_use]
pub fn is_in_future(window: &Policy, signed: UnixTime, now: UnixTime) -> bool {
    window.is_in_future(signed, now)
}

/// Completes "The body …".
#[must_use]
pub fn flaw_text(kind: PayloadErrorKind) -> &'static str {
    kind.text()
}
