//! The inside of the crate, for the bindings of the npm package and for `webhook-verifier-diagnose`. Outside semver, and not in
//! the docs.

mod tables;

pub use crate::event_summary::{ErrorLocation, EventSummary, UNVERIFIED_SEEDS, UnverifiedEvent};
#[cfg(feature = "alloc")]
pub use crate::json::unescape::{code_units, unescape};
pub use crate::json::{MAX_DEPTH, MAX_OPEN_KEYS, Outline, Scanner};
pub use crate::mac::{Key, Mac, TAG_BYTES, position};
pub use crate::message::SignedMessage;
pub use crate::secret_text::{validate_text, validate_text_lenient};
pub use crate::signature::Signature;
pub use crate::timestamp::Timestamp;
pub use tables::{
    BLANK_ERROR, ERRORS, EVENT_KINDS, ErrorRow, HEADERS, NOT_UTF8, PAYLOAD_ERRORS, SECRET_ERRORS, error_number,
    payload_predicate, secret_predicate,
};

use crate::error::Error;
use crate::header::Header;
use crate::headers::Headers;
use crate::policy::Policy;
use crate::secret::Secret;
use crate::unix_time::UnixTime;
use crate::verify::{Verification, VerifiedSignature};

/// Begins a verification with secrets that are selected for it alone. Those beyond the fourth are ignored.
///
/// # Errors
/// As [`Verifier::begin`](crate::Verifier::begin).
pub fn begin<'s>(
    headers: &Headers<'_>,
    body_length: u64,
    secrets: impl IntoIterator<Item = &'s Secret>,
    now: UnixTime,
    policy: &Policy,
) -> Result<Verification, Error> {
    Verification::begin(headers, body_length, secrets, now, policy)
}

/// As [`Verification::finish`], for a verification that is overwritten in place: a move would leave a copy of the keys.
///
/// # Errors
/// Those of [`Verification::finish`].
pub fn finish(verification: &Verification) -> Result<VerifiedSignature, Error> {
    verification.verdict()
}

/// Adds a truncated header line. Copies in the rest may differ, so if there are copies at all, they count as different.
pub fn add_truncated<'a>(headers: &mut Headers<'a>, header: Header, beginning: &'a [u8]) {
    headers.add_truncated(header, beginning);
}

/// The seeds for the scanner of a verified body, one for each pass.
#[must_use]
pub fn seeds(signature: &VerifiedSignature) -> [[u32; 2]; 2] {
    signature.seeds()
}

/// Summarizes the event of the verified body, whose outline it must be.
///
/// # Errors
/// [`Error::EventMismatch`].
pub fn summarize(signature: &VerifiedSignature, outline: &Outline) -> Result<EventSummary, Error> {
    signature.summarize(outline)
}

/// Parses the event of a body that was **not verified**, for test tools.
///
/// # Errors
/// [`Error::AmbiguousHeader`], [`Error::MalformedPayload`] or [`Error::EventMismatch`].
#[cfg(feature = "alloc")]
pub fn parse_unverified<'a>(body: &'a [u8], headers: &Headers<'_>) -> Result<crate::event::Event<'a>, Error> {
    crate::event_parser::parse_event(body, &headers.event_name()?.into(), UNVERIFIED_SEEDS)
}

/// Whether a content coding other than `identity` was applied.
#[must_use]
pub const fn is_encoded(headers: &Headers<'_>) -> bool {
    headers.is_encoded()
}

/// Whether a delivery is past the tolerance.
#[must_use]
pub fn is_too_old(policy: &Policy, signed_at: UnixTime, now: UnixTime) -> bool {
    policy.is_too_old(signed_at, now)
}

/// Whether a delivery is further ahead than the future tolerance.
#[must_use]
pub fn is_in_future(policy: &Policy, signed_at: UnixTime, now: UnixTime) -> bool {
    policy.is_in_future(signed_at, now)
}
