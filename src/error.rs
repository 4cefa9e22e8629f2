//! The closed list of failures: a stable code, an HTTP status and a message for each. A message is one short phrase of fact;
//! the advice for users of the npm package is in the bindings.
//!
//! Codes are part of the public interface. No failure holds a secret, an HMAC or a byte of the delivery,
//! except the two times of a delivery that was proven genuine first.

use core::fmt;

use crate::header::Header;
use crate::timestamp::UnixTime;

/// What a failure tells: a row of [`Error::ROWS`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Row {
    /// The stable code, as the npm package and logs show it.
    pub code: &'static str,
    /// The HTTP status to answer with.
    pub status: u16,
    /// The message; `{header}`, `{signed}`, `{now}`, `{flaw}` and `{byte}` stand for details.
    pub message: &'static str,
}

/// Why a delivery was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Error {
    /// The timestamp or the signature header is absent or empty.
    MissingHeader(Header),
    /// A header came more than once with different values.
    AmbiguousHeader(Header),
    /// The body is larger than [`Policy::max_body_bytes`](crate::Policy::max_body_bytes).
    BodyTooLarge,
    /// A `Content-Encoding` other than `identity` reached the verifier.
    UnsupportedEncoding,
    /// The signature is not `sha256=` and 64 lowercase hex digits.
    MalformedSignature,
    /// The timestamp is not RFC 3339 with a zone.
    MalformedTimestamp,
    /// Not signed with any current secret. Carries no detail on purpose.
    SignatureMismatch,
    /// Genuine, but signed longer ago than the tolerance.
    TimestampTooOld(Times),
    /// Genuine, but signed further in the future than the tolerance.
    TimestampInFuture(Times),
    /// The signed body is not a strict JSON object.
    MalformedPayload(PayloadError),
    /// The event header and the signed body name different events.
    EventMismatch,
}

/// The two times that a delivery outside the window was judged by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Times {
    /// When the sender signed.
    pub signed: UnixTime,
    /// What our clock said.
    pub now: UnixTime,
}

/// Where and how a body departs from strict JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PayloadError {
    /// What is wrong.
    pub kind: PayloadErrorKind,
    /// Offset in bytes from the start of the body.
    pub offset: usize,
}

/// What can be wrong with a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PayloadErrorKind {
    /// The body has no bytes, or white space only.
    Empty,
    /// JSON perhaps, but not an object.
    NotAnObject,
    /// A byte order mark before the object.
    ByteOrderMark,
    /// Bytes that are not UTF-8, or a JavaScript string with a lone surrogate.
    NotUtf8,
    /// Against the grammar of RFC 8259.
    Syntax,
    /// The body ends before the object does.
    Truncated,
    /// An object names one key twice, compared after unescaping.
    DuplicateKey,
    /// Nested deeper than [`MAX_DEPTH`](crate::MAX_DEPTH).
    TooDeep,
    /// More keys at once than [`MAX_OPEN_KEYS`](crate::MAX_OPEN_KEYS).
    TooManyKeys,
}

impl Error {
    /// All failures, in the order of [`number`](Self::number). The npm package takes its texts from here.
    pub const ROWS: [Row; 11] = [
        row("missing_header", 401, "the {header} header is missing or empty"),
        row("ambiguous_header", 400, "the {header} header has several different values"),
        row("body_too_large", 413, "the body is larger than the size limit"),
        row("unsupported_encoding", 415, "the body has a content encoding"),
        row("malformed_signature", 401, "the x-webhook-signature header is not 'sha256=' and 64 lowercase hex digits"),
        row("malformed_timestamp", 401, "the x-webhook-timestamp header is not an RFC 3339 time with a zone"),
        row("signature_mismatch", 401, "the signature matches none of the current secrets"),
        row("timestamp_too_old", 401, "the delivery is genuine but too old: signed at {signed}, evaluated at {now}"),
        row(
            "timestamp_in_future",
            401,
            "the delivery is genuine but from the future: signed at {signed}, evaluated at {now}",
        ),
        row("malformed_payload", 400, "the body {flaw} (byte {byte})"),
        row("event_mismatch", 400, "the x-webhook-event header and the body name different events"),
    ];

    /// The place in [`ROWS`](Self::ROWS).
    #[must_use]
    pub const fn number(&self) -> usize {
        match self {
            Self::MissingHeader(_) => 0,
            Self::AmbiguousHeader(_) => 1,
            Self::BodyTooLarge => 2,
            Self::UnsupportedEncoding => 3,
            Self::MalformedSignature => 4,
            Self::MalformedTimestamp => 5,
            Self::SignatureMismatch => 6,
            Self::TimestampTooOld(_) => 7,
            Self::TimestampInFuture(_) => 8,
            Self::MalformedPayload(_) => 9,
            Self::EventMismatch => 10,
        }
    }

    /// The stable code, as the npm package and logs show it.
    #[must_use]
    pub fn code(&self) -> &'static str {
        self.row().map_or("", |row| row.code)
    }

    /// The HTTP status to answer with.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.row().map_or(500, |row| row.status)
    }

    fn row(&self) -> Option<&'static Row> {
        const { &Self::ROWS }.get(self.number())
    }

    fn write_detail(&self, name: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self, name) {
            (Self::MissingHeader(header) | Self::AmbiguousHeader(header), _) => f.write_str(header.name()),
            (Self::TimestampTooOld(times) | Self::TimestampInFuture(times), "signed") => write!(f, "{}", times.signed),
            (Self::TimestampTooOld(times) | Self::TimestampInFuture(times), _) => write!(f, "{}", times.now),
            (Self::MalformedPayload(flaw), "flaw") => f.write_str(flaw.kind.text()),
            (Self::MalformedPayload(flaw), _) => write!(f, "{}", flaw.offset),
            _ => Ok(()),
        }
    }
}

const fn row(code: &'static str, status: u16, message: &'static str) -> Row {
    Row { code, status, message }
}

impl PayloadErrorKind {
    /// What each kind says of the body, in the order of their numbers (`kind as usize`).
    pub const TEXTS: [&'static str; 9] = [
        "is empty",
        "is not a JSON object",
        "begins with a byte order mark",
        "is not UTF-8",
        "is not JSON",
        "ends in the middle of its JSON",
        "has the same key twice in one object",
        "is nested deeper than 64 levels",
        "has more than 8192 keys in one object and those around it",
    ];

    pub(crate) fn text(self) -> &'static str {
        const { &Self::TEXTS }.get(self as usize).copied().unwrap_or_default()
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for piece in self.row().map_or("", |row| row.message).split_inclusive('}') {
            let (text, detail) = piece.split_once('{').unwrap_or((piece, ""));
            f.write_str(text)?;
            if let Some(name) = detail.strip_suffix('}') {
                self.write_detail(name, f)?;
            }
        }
        Ok(())
    }
}

impl core::error::Error for Error {}
