//! The closed list of refusals: a stable code, an HTTP status and a short statement of fact for each.
//!
//! Codes are part of the public interface. No error holds a secret, an HMAC or a byte of the delivery. The two times of a late
//! delivery are the exception: it was proven genuine first.

use core::fmt;

use crate::header::Header;
use crate::payload_error::PayloadError;
use crate::unix_time::UnixTime;

/// Why a delivery was refused.
///
/// ```
/// use webhook_verifier::Error;
/// let error = Error::SignatureMismatch;
/// assert_eq!((error.code(), error.status()), ("signature_mismatch", 401));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Error {
    /// The timestamp or the signature header is absent or empty.
    MissingHeader(Header),
    /// A header arrived more than once, with different values.
    AmbiguousHeader(Header),
    /// The body is larger than [`Policy::max_body_bytes`](crate::Policy::max_body_bytes).
    BodyTooLarge,
    /// The headers name a `Content-Encoding` other than `identity`.
    UnsupportedEncoding,
    /// The signature is not `sha256=` and 64 lowercase hex digits.
    MalformedSignature,
    /// The timestamp is not RFC 3339 with a zone.
    MalformedTimestamp,
    /// Not signed with any current secret. Carries no detail on purpose.
    SignatureMismatch,
    /// Genuine, but signed longer ago than the tolerance.
    #[non_exhaustive]
    TimestampTooOld {
        /// When the sender signed.
        signed_at: UnixTime,
        /// The time that the verifier was given.
        now: UnixTime,
    },
    /// Genuine, but signed further in the future than the tolerance.
    #[non_exhaustive]
    TimestampInFuture {
        /// When the sender signed.
        signed_at: UnixTime,
        /// The time that the verifier was given.
        now: UnixTime,
    },
    /// The signed body is not a strict JSON object.
    MalformedPayload(PayloadError),
    /// The event header and the signed body name different events.
    EventMismatch,
}

/// The message of each variant, as a format string. The npm package fills in the same ones.
macro_rules! message {
    (MissingHeader) => {
        "the {header} header is missing or empty"
    };
    (AmbiguousHeader) => {
        "the {header} header has several different values"
    };
    (BodyTooLarge) => {
        "the body is larger than the size limit"
    };
    (UnsupportedEncoding) => {
        "the body has a content encoding"
    };
    (MalformedSignature) => {
        "the x-webhook-signature header is not 'sha256=' and 64 lowercase hex digits"
    };
    (MalformedTimestamp) => {
        "the x-webhook-timestamp header is not an RFC 3339 time with a zone"
    };
    (SignatureMismatch) => {
        "the signature matches none of the current secrets"
    };
    (TimestampTooOld) => {
        "the delivery is genuine but too old: signed at {signed}, evaluated at {now}"
    };
    (TimestampInFuture) => {
        "the delivery is genuine but from the future: signed at {signed}, evaluated at {now}"
    };
    (MalformedPayload) => {
        "the body {problem} (byte {byte})"
    };
    (EventMismatch) => {
        "the x-webhook-event header and the body name different events"
    };
}
pub(crate) use message;

impl Error {
    /// The stable code, for logs and metrics.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::MissingHeader(_) => "missing_header",
            Self::AmbiguousHeader(_) => "ambiguous_header",
            Self::BodyTooLarge => "body_too_large",
            Self::UnsupportedEncoding => "unsupported_encoding",
            Self::MalformedSignature => "malformed_signature",
            Self::MalformedTimestamp => "malformed_timestamp",
            Self::SignatureMismatch => "signature_mismatch",
            Self::TimestampTooOld { .. } => "timestamp_too_old",
            Self::TimestampInFuture { .. } => "timestamp_in_future",
            Self::MalformedPayload(_) => "malformed_payload",
            Self::EventMismatch => "event_mismatch",
        }
    }

    /// The HTTP status to answer with.
    #[must_use]
    pub const fn status(&self) -> u16 {
        match self {
            Self::AmbiguousHeader(_) | Self::MalformedPayload(_) | Self::EventMismatch => 400,
            Self::MissingHeader(_)
            | Self::MalformedSignature
            | Self::MalformedTimestamp
            | Self::SignatureMismatch
            | Self::TimestampTooOld { .. }
            | Self::TimestampInFuture { .. } => 401,
            Self::BodyTooLarge => 413,
            Self::UnsupportedEncoding => 415,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::MissingHeader(header) => write!(f, message!(MissingHeader), header = header.name()),
            Self::AmbiguousHeader(header) => write!(f, message!(AmbiguousHeader), header = header.name()),
            Self::BodyTooLarge => f.write_str(message!(BodyTooLarge)),
            Self::UnsupportedEncoding => f.write_str(message!(UnsupportedEncoding)),
            Self::MalformedSignature => f.write_str(message!(MalformedSignature)),
            Self::MalformedTimestamp => f.write_str(message!(MalformedTimestamp)),
            Self::SignatureMismatch => f.write_str(message!(SignatureMismatch)),
            Self::TimestampTooOld { signed_at, now } => {
                write!(f, message!(TimestampTooOld), signed = signed_at, now = now)
            }
            Self::TimestampInFuture { signed_at, now } => {
                write!(f, message!(TimestampInFuture), signed = signed_at, now = now)
            }
            Self::MalformedPayload(error) => fmt::Display::fmt(error, f),
            Self::EventMismatch => f.write_str(message!(EventMismatch)),
        }
    }
}

impl core::error::Error for Error {}
