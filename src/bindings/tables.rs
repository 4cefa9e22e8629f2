//! The lists that the npm package is generated from. Their order is the one of the numbers that cross into JavaScript.

use crate::error::{Error, message};
use crate::event_kind::EventKind;
use crate::header::Header;
use crate::payload_error::{PayloadError, PayloadErrorKind};
use crate::secret_error::SecretError;
use crate::unix_time::UnixTime;

/// The kinds of events, in the order of their numbers (`kind as usize`).
pub const EVENT_KINDS: &[EventKind] = EventKind::ALL;

/// The headers, in the order of their numbers (`header as usize`).
pub const HEADERS: &[Header] = Header::ALL;

/// The kinds of payload errors, in the order of their numbers (`kind as usize`).
pub const PAYLOAD_ERRORS: &[PayloadErrorKind] = PayloadErrorKind::ALL;

/// The secret errors, in the order of their numbers (`error as usize`).
pub const SECRET_ERRORS: &[SecretError] = SecretError::ALL;

/// Completes "the body …".
#[must_use]
pub const fn payload_predicate(kind: PayloadErrorKind) -> &'static str {
    kind.predicate()
}

/// Completes "the secret …".
#[must_use]
pub const fn secret_predicate(error: SecretError) -> &'static str {
    error.predicate()
}

/// A refusal as the npm package shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ErrorRow {
    /// The stable code.
    pub code: &'static str,
    /// The HTTP status to answer with.
    pub status: u16,
    /// The message; `{header}`, `{signed}`, `{now}`, `{problem}` and `{byte}` stand for details.
    pub message: &'static str,
}

const EPOCH: UnixTime = UnixTime::new(0, 0);

/// An error that overwrites all bytes of an earlier one.
pub const BLANK_ERROR: Error = Error::TimestampTooOld { signed_at: EPOCH, now: EPOCH };

/// The error of a JavaScript string with half a surrogate pair, which is not UTF-8.
pub const NOT_UTF8: Error = Error::MalformedPayload(PayloadError { kind: PayloadErrorKind::NotUtf8, offset: 0 });

/// The refusals, in the order of [`error_number`].
pub const ERRORS: &[ErrorRow] = &[
    row(&Error::MissingHeader(Header::Timestamp), message!(MissingHeader)),
    row(&Error::AmbiguousHeader(Header::Timestamp), message!(AmbiguousHeader)),
    row(&Error::BodyTooLarge, message!(BodyTooLarge)),
    row(&Error::UnsupportedEncoding, message!(UnsupportedEncoding)),
    row(&Error::MalformedSignature, message!(MalformedSignature)),
    row(&Error::MalformedTimestamp, message!(MalformedTimestamp)),
    row(&Error::SignatureMismatch, message!(SignatureMismatch)),
    row(&Error::TimestampTooOld { signed_at: EPOCH, now: EPOCH }, message!(TimestampTooOld)),
    row(&Error::TimestampInFuture { signed_at: EPOCH, now: EPOCH }, message!(TimestampInFuture)),
    row(&NOT_UTF8, message!(MalformedPayload)),
    row(&Error::EventMismatch, message!(EventMismatch)),
];

const fn row(error: &Error, message: &'static str) -> ErrorRow {
    ErrorRow { code: error.code(), status: error.status(), message }
}

/// The index in [`ERRORS`].
#[must_use]
pub const fn error_number(error: &Error) -> usize {
    match error {
        Error::MissingHeader(_) => 0,
        Error::AmbiguousHeader(_) => 1,
        Error::BodyTooLarge => 2,
        Error::UnsupportedEncoding => 3,
        Error::MalformedSignature => 4,
        Error::MalformedTimestamp => 5,
        Error::SignatureMismatch => 6,
        Error::TimestampTooOld { .. } => 7,
        Error::TimestampInFuture { .. } => 8,
        Error::MalformedPayload(_) => 9,
        Error::EventMismatch => 10,
    }
}
